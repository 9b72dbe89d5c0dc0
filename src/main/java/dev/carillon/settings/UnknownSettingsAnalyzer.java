package dev.carillon.settings;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Prints a refused start without a stack trace. */
class UnknownSettingsAnalyzer extends AbstractFailureAnalyzer<UnknownSettingsException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, UnknownSettingsException cause) {
        return new FailureAnalysis(cause.getMessage(),
                "Correct the name, or take it out. src/docs/configuration.md has all of them.", cause);
    }
}
