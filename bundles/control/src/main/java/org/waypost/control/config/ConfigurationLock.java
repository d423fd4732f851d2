package org.waypost.control.config;

import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.osgi.service.component.annotations.Component;

/**
 * Held by whoever changes files of parameters and their configurations, until both say the same: a reader of the files that came in between
 * would put back what was just set.
 */
@Component(service = Lock.class, property = ConfigurationLock.NAME + "=" + ConfigurationLock.CONFIGURATION)
public final class ConfigurationLock extends ReentrantLock {

    static final String NAME = "waypost.lock";
    static final String CONFIGURATION = "configuration";

    private static final long serialVersionUID = 1;
}
