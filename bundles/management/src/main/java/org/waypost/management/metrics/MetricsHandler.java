package org.waypost.management.metrics;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.waypost.management.http.HttpServers;
import org.waypost.management.http.Replies;

/** {@code /metrics}: what Prometheus comes for. */
@Component(property = HttpServers.PATH + "=/metrics")
public final class MetricsHandler implements HttpHandler {

    @Reference(policyOption = ReferencePolicyOption.GREEDY)
    volatile List<MetricSource> sources = List.of();

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        if (Replies.allows(exchange, "GET", "HEAD")) {
            Replies.send(exchange, 200, PrometheusText.CONTENT_TYPE, text());
        }
    }

    String text() {
        PrometheusText text = new PrometheusText();
        sources.stream()
                .sorted(Comparator.comparing(source -> source.getClass().getName()))
                .forEach(source -> source.write(text));
        return text.toString();
    }
}
