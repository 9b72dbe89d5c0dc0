package dev.carillon.settings;

import java.util.Optional;

/**
 * A setting that nobody reads.
 *
 * @param source where it stands; what it is set to may be a secret
 */
record Unknown(String name, String source, Optional<String> nearest) {

    @Override
    public String toString() {
        return name + ", in " + source + nearest.map(known -> ": is it " + known + "?").orElse("");
    }
}
