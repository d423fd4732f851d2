package org.waypost.management.health;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import org.osgi.service.component.annotations.Component;
import org.waypost.management.http.HttpServers;
import org.waypost.management.http.Replies;

/** {@code /healthz}: says that the process lives, and nothing else. */
@Component(property = {HttpServers.PATH + "=/healthz", HttpServers.OPEN + "=true"})
public final class LivenessHandler implements HttpHandler {

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        if (Replies.allows(exchange, "GET", "HEAD")) {
            Replies.send(exchange, 200, Replies.JSON, "{\"alive\":true}\n");
        }
    }
}
