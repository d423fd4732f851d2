package org.waypost.features;

import java.util.List;

/**
 * The features of the running container. What is added or removed stays so over restarts: the data directory keeps how it differs
 * from what the installation starts by itself. A service of the framework.
 */
public interface FeatureControl {

    /** All there are, by name: those of the installation, and those that were added from elsewhere. */
    List<FeatureState> list();

    /**
     * Starts features, all or none. One that is started already is left as it is.
     *
     * @param features names, or paths of feature files, the bundles of which are in the installation's {@code system/} or beside the file
     * @return the names of those that were started
     * @throws FeatureException if one is unknown, or one of its bundles does not resolve or start; all is as before
     */
    List<String> add(List<String> features);

    /**
     * Stops features, all or none, and takes away the bundles that no other feature has. One that is not started is left as it is.
     *
     * @return the names of those that were stopped
     * @throws FeatureException if one is unknown, or something that stays needs it; nothing has changed
     */
    List<String> remove(List<String> features);
}
