package org.waypost.features;

import java.util.List;

/**
 * A feature, and how it does.
 *
 * @param version of the feature
 * @param description what it is for; empty if its file does not say
 * @param started whether its bundles are installed
 * @param stock whether it starts by itself in a new data directory
 * @param bundles in the order of its file
 */
public record FeatureState(
        String name, String version, String description, boolean started, boolean stock, List<BundleState> bundles) {

    /**
     * One of its bundles.
     *
     * @param id as {@code group:artifact:version}
     * @param state as OSGi has it, in lower case: {@code active}, {@code resolved}, {@code installed} …; {@code not installed} if
     *     it is not there
     */
    public record BundleState(String id, String state) {}
}
