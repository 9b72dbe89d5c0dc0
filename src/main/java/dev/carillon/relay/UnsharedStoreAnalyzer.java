package dev.carillon.relay;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Prints a refused start as two sentences instead of a stack trace. */
class UnsharedStoreAnalyzer extends AbstractFailureAnalyzer<UnsharedStoreException> {

    private static final String ACTION = "Set spring.datasource.url to a jdbc:postgresql://… that all nodes use,"
            + " or leave carillon.relay.type away where there is one node.";

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, UnsharedStoreException cause) {
        return new FailureAnalysis(cause.getMessage(), ACTION, cause);
    }
}
