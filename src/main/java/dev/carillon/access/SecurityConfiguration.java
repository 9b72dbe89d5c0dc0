package dev.carillon.access;

import java.util.List;

import dev.carillon.admission.RequestRates;
import dev.carillon.problem.ProblemWriter;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.security.authorization.AuthenticatedAuthorizationManager;
import org.springframework.security.authorization.SingleResultAuthorizationManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.WebSecurityCustomizer;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.StrictHttpFirewall;

/** The HTTP doors: the pages and the WebSocket handshake are open, the API wants a token, the rest is closed. */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

    @Bean
    SecurityFilterChain httpSecurity(HttpSecurity http, BearerAuthentication bearers, ProblemEntryPoint refusals,
            Callers callers, CrossOriginCalls crossOrigin, Management management, RequestRates rates,
            ProblemWriter writer) {
        var anonymous = callers.anonymous();
        return http
                .authorizeHttpRequests(requests -> requests
                        .requestMatchers(EndpointRequest.to("health", "prometheus"))
                        .permitAll()
                        .requestMatchers(EndpointRequest.toAnyEndpoint())
                        .access(management)
                        .requestMatchers("/", "/index.html", "/live/**", "/console/**", "/ui/**", "/client/**",
                                "/webjars/**", "/api", "/api/*", "/api/schemas/*", "/favicon.ico", "/development/**",
                                "/error")
                        .permitAll()
                        .requestMatchers("/api/v1/users/*/sessions", "/api/v1/sessions", "/api/v1/topics",
                                "/api/v1/topics/*/presence")
                        .access(management)
                        // A console asks every two seconds: the audit log is not to be filled with what changes nothing and names nobody.
                        .requestMatchers("/api/v1/nodes")
                        .hasAuthority(Management.SCOPE)
                        .requestMatchers(HttpMethod.GET, "/api/v1/stream", "/api/v1/topics/*/notifications")
                        .access(anonymous.isPresent()
                                ? SingleResultAuthorizationManager.permitAll()
                                : AuthenticatedAuthorizationManager.authenticated())
                        .requestMatchers("/api/**")
                        .authenticated()
                        .anyRequest()
                        .denyAll())
                .oauth2ResourceServer(tokens -> tokens
                        .bearerTokenResolver(new BearerTokens())
                        .authenticationManagerResolver(_ -> bearers)
                        .authenticationEntryPoint(refusals)
                        .accessDeniedHandler(refusals))
                .exceptionHandling(handling -> handling
                        .authenticationEntryPoint(refusals)
                        .accessDeniedHandler(refusals))
                .addFilterBefore(new RequestRate(rates, writer), AuthorizationFilter.class)
                .anonymous(nobody -> anonymous.ifPresent(nobody::principal))
                // Before authentication: a browser sends no token with its preflight.
                .addFilter(crossOrigin.filter())
                // Every answer has them, also those that do not come this way.
                .headers(AbstractHttpConfigurer::disable)
                // Bearer tokens are not sent by a browser on its own, so there is nothing to forge (CWE-352).
                .csrf(AbstractHttpConfigurer::disable)
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .build();
    }

    /**
     * A session authenticates in its CONNECT frame, where the browser can set a header; a handshake that walked the filters
     * for nothing would also leave what they made of it in the memory of every connection.
     */
    @Bean
    WebSecurityCustomizer openHandshake() {
        return web -> web.ignoring().requestMatchers("/ws");
    }

    /** CONNECT is how a handshake comes over HTTP/2 (RFC 8441 section 4). Nothing but the handshake answers it. */
    @Bean
    HttpFirewall firewall() {
        var firewall = new StrictHttpFirewall();
        firewall.setAllowedHttpMethods(
                List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "CONNECT"));
        return firewall;
    }

    /** An observation for each filter of each request: 3.4 KB of heap a connection in a run of 10,000, and nobody's meter. */
    @Bean
    SecurityObservationSettings noSecurityObservations() {
        return SecurityObservationSettings.noObservations();
    }
}
