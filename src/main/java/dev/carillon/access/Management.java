package dev.carillon.access;

import java.util.function.Supplier;

import dev.carillon.admission.ClientAddress;
import dev.carillon.audit.AuditEntry;
import dev.carillon.audit.AuditLog;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authorization.AuthorityAuthorizationManager;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.stereotype.Component;

/** Opens what manages to tokens with the scope {@code carillon.manage}, and writes down who used it. Thread-safe. */
@Component
class Management implements AuthorizationManager<RequestAuthorizationContext> {

    static final String SCOPE = "carillon.manage";

    private final AuthorizationManager<RequestAuthorizationContext> scope = AuthorityAuthorizationManager
            .hasAuthority(SCOPE);
    private final AuditLog log;
    private final ClientAddress addresses;

    Management(AuditLog log, ClientAddress addresses) {
        this.log = log;
        this.addresses = addresses;
    }

    @Override
    public @Nullable AuthorizationResult authorize(Supplier<? extends @Nullable Authentication> caller,
            RequestAuthorizationContext call) {
        var result = scope.authorize(caller, call);
        if (result != null && result.isGranted()) {
            var request = call.getRequest();
            var manager = caller.get();
            log.write(AuditEntry.of("managed")
                    .with("user", manager == null ? null : manager.getName())
                    .with("address", addresses.of(request))
                    .withCall(request));
        }
        return result;
    }
}
