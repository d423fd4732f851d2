package org.waypost.launcher;

import java.nio.file.Path;

/**
 * A bundle that a feature names.
 *
 * @param startLevel the metadata {@code start-order}
 * @param start the metadata {@code start}: false for a bundle that is there for its packages alone
 */
record BundleEntry(String groupId, String artifactId, String version, int startLevel, boolean start) {

    BundleEntry {
        if (startLevel < 1) {
            throw new IllegalArgumentException(
                    "start-order of " + groupId + ":" + artifactId + " is " + startLevel + ", expected 1 or more");
        }
    }

    String id() {
        return groupId + ":" + artifactId + ":" + version;
    }

    /** Where the jar lies in the folder {@code system/} of the distribution. */
    Path in(Path folder) {
        return folder.resolve(groupId + "." + artifactId + "-" + version + ".jar");
    }
}
