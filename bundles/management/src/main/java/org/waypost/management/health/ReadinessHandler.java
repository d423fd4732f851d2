package org.waypost.management.health;

import com.fasterxml.jackson.jr.ob.JSON;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.waypost.management.http.Access;
import org.waypost.management.http.HttpServers;
import org.waypost.management.http.Replies;

/** {@code /readyz}: 200 if this server can serve, else 503 and why; to those without the token only whether. */
@Component(property = {HttpServers.PATH + "=/readyz", HttpServers.OPEN + "=true"})
public final class ReadinessHandler implements HttpHandler {

    private final Readiness readiness;
    private final Access access;

    @Activate
    public ReadinessHandler(@Reference Readiness readiness, @Reference Access access) {
        this.readiness = readiness;
        this.access = access;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        if (!Replies.allows(exchange, "GET", "HEAD")) {
            return;
        }
        Readiness.Report report = readiness.report();
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("ready", report.isReady());
        if (access.knows(exchange)) {
            if (!report.isReady()) {
                shown.put("reasons", report.reasons());
            }
            if (!report.warnings().isEmpty()) {
                shown.put("warnings", report.warnings());
            }
        }
        Replies.send(exchange, report.isReady() ? 200 : 503, Replies.JSON, JSON.std.asString(shown) + "\n");
    }
}
