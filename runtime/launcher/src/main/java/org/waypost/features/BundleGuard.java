package org.waypost.features;

import java.util.Optional;
import java.util.Set;
import org.osgi.framework.Bundle;

/** A service that is asked before features are left as they have been changed. */
public interface BundleGuard {

    /** What does not work of a bundle that has just been started, for an operator. */
    default Optional<String> fault(Bundle started) {
        return Optional.empty();
    }

    /** Why these bundles cannot be taken away together, for an operator. */
    default Optional<String> need(Set<Bundle> leaving) {
        return Optional.empty();
    }
}
