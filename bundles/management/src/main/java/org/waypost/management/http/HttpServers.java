package org.waypost.management.http;

import com.sun.net.httpserver.HttpHandler;
import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP server: listens where the parameters say, and hands each request that {@link Access} lets in to the {@link HttpHandler}
 * service whose property {@link #PATH} is the longest beginning of its path.
 */
@Component(service = HttpServers.class, immediate = true, configurationPid = HttpServers.PID)
@Designate(ocd = HttpParameters.class)
public final class HttpServers {

    /** The PID of its parameters. */
    public static final String PID = "waypost.http";

    /** Service property of a handler: the path it answers, with all below it if it ends with a slash. One, or an array. */
    public static final String PATH = "waypost.http.path";

    /** Service property of a handler: true if it tells nothing that needs a token. */
    public static final String OPEN = "waypost.http.open";

    private static final Logger LOG = LoggerFactory.getLogger(HttpServers.class);

    private final Handlers handlers = new Handlers();
    private final Access access;
    private final Listeners listeners;

    @Activate
    public HttpServers(BundleContext context, @Reference Access access, @Reference HttpStatistics statistics) {
        this.access = access;
        AddressService addresses = new AddressService(context);
        this.listeners = new Listeners(new Front(access, handlers, statistics), addresses::announce);
    }

    @Deactivate
    void close() {
        listeners.close();
    }

    @Activate
    @Modified
    void configure(HttpParameters parameters) {
        try {
            HttpSettings settings = HttpSettings.of(parameters);
            access.configure(settings);
            listeners.apply(settings);
        } catch (IllegalArgumentException e) {
            LOG.warn("{}: '{}' cannot be read; the listeners stay as they are", PID, e.getMessage());
        }
    }

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY,
            target = "(" + PATH + "=*)")
    void bindHandler(HttpHandler handler, Map<String, Object> properties) {
        handlers.add(handler, properties);
    }

    void unbindHandler(HttpHandler handler) {
        handlers.remove(handler);
    }
}
