package dev.carillon.connection;

import dev.carillon.audit.RequestAudit;
import dev.carillon.problem.Correlation;
import dev.carillon.problem.ProblemErrorController;
import org.springframework.boot.actuate.autoconfigure.web.server.ConditionalOnManagementPort;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.context.annotation.Import;

/**
 * What answers on the management port as on the clients' port: its server is made in a context of its own, which finds no component of
 * ours by itself. Named in {@code META-INF/spring}.
 */
@ConditionalOnManagementPort(ManagementPortType.DIFFERENT)
@Import({Correlation.class, RequestAudit.class, AnswerHeaders.class, BrokenRequests.class,
    ProblemErrorController.class})
final class ManagementPort {}
