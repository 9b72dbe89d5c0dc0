package dev.carillon.connection;

import java.util.List;
import java.util.stream.Stream;

import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.internal.ResponseHttpFields.PersistentHttpField;
import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/**
 * What every answer tells a browser, whoever gives it: put there before anything looks at the request, and kept when an answer is
 * begun anew. Spring Security would only reach what comes through its filters. Thread-safe.
 */
@Component
class AnswerHeaders implements HttpConfiguration.Customizer, WebServerFactoryCustomizer<JettyServletWebServerFactory> {

    /** Scripts, styles and connections from this origin only: nothing inline, nothing framed (CWE-79, CWE-1021). */
    private static final String CONTENT_SECURITY_POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; "
            + "img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final List<HttpField> ALWAYS = Stream.of(
            new HttpField("Content-Security-Policy", CONTENT_SECURITY_POLICY),
            new HttpField("X-Content-Type-Options", "nosniff"), new HttpField("X-Frame-Options", "DENY"),
            new HttpField("Referrer-Policy", "no-referrer"),
            // Unless what answers knows better, as the page's files do (CWE-525).
            new HttpField(HttpHeader.CACHE_CONTROL, "no-store"))
            .<HttpField>map(PersistentHttpField::new)
            .toList();

    /** Means nothing where it comes without TLS (RFC 6797 section 7.2). */
    private static final HttpField WITH_TLS = new PersistentHttpField(
            new HttpField("Strict-Transport-Security", "max-age=31536000; includeSubDomains"));

    @Override
    public void customize(JettyServletWebServerFactory factory) {
        factory.addServerCustomizers(server -> Stream.of(server.getConnectors())
                .flatMap(connector -> connector.getConnectionFactories().stream())
                .filter(HttpConfiguration.ConnectionFactory.class::isInstance)
                .map(http -> ((HttpConfiguration.ConnectionFactory) http).getHttpConfiguration())
                .distinct()
                .forEach(http -> http.addCustomizer(this)));
    }

    @Override
    public Request customize(Request request, HttpFields.Mutable answer) {
        put(request, answer);
        return request;
    }

    static void put(Request request, HttpFields.Mutable answer) {
        ALWAYS.forEach(answer::put);
        if (request.isSecure()) {
            answer.put(WITH_TLS);
        }
    }
}
