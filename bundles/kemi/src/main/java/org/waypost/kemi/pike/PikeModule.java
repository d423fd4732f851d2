package org.waypost.kemi.pike;

import static org.waypost.kemi.Arguments.text;

import java.net.InetAddress;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ObjLongConsumer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.kemi.Functions;
import org.waypost.kemi.net.IpAddress;
import org.waypost.sip.ScriptModule;
import org.waypost.sip.SourceLimit;
import org.waypost.sip.StatisticsGroup;

/**
 * {@code KSR.pike}: tells scripts and the built-in route which sources send too many requests, with the return codes of Kamailio 5.6. Each source is counted
 * from its first request on, where Kamailio lets a new one send a few more while it grows its tree of addresses; {@code pike_check_ip}
 * takes IPv6 addresses too.
 */
@Component(
        configurationPid = "waypost.pike",
        immediate = true,
        service = {ScriptModule.class, StatisticsGroup.class, SourceLimit.class})
@Designate(ocd = PikeParameters.class)
public final class PikeModule implements ScriptModule, StatisticsGroup, SourceLimit {

    private static final Logger LOG = LoggerFactory.getLogger(PikeModule.class);
    private static final long SECOND = 1_000_000_000L;

    private final SourceRates rates = new SourceRates();
    private final LongAdder blocked = new LongAdder();
    private final AtomicLong nextLine = new AtomicLong(System.nanoTime());
    private volatile PikeSettings settings = PikeSettings.DEFAULTS;

    private final Map<String, Signature> functions = new Functions("pike")
            .add(
                    "pike_check_req",
                    "",
                    "Counts the request for its source: 1 allowed, -2 blocked from now on, -1 blocked.",
                    (context, arguments) -> check(context.flow().remote().getAddress()))
            .add(
                    "pike_check_ip",
                    "s",
                    "Counts a request for an address: 1 allowed, -2 blocked from now on, -1 blocked or no address.",
                    (context, arguments) ->
                            IpAddress.parse(text(arguments, 0)).map(this::check).orElse(-1))
            .table();

    @Activate
    @Modified
    void configure(PikeParameters parameters, Map<String, Object> raw) {
        settings = PikeSettings.of(parameters, raw, settings, LOG::warn);
    }

    @Override
    public String name() {
        return "pike";
    }

    @Override
    public Map<String, Signature> functions() {
        return functions;
    }

    @Override
    public boolean allows(InetAddress source) {
        return check(source) > 0;
    }

    private int check(InetAddress address) {
        long now = System.nanoTime();
        SourceRates.Verdict verdict = rates.count(address, settings, now / SECOND);
        if (verdict == SourceRates.Verdict.ALLOWED) {
            return 1;
        }
        blocked.increment();
        if (verdict == SourceRates.Verdict.BLOCKED) {
            return -1;
        }
        long due = nextLine.get();
        if (now - due >= 0 && nextLine.compareAndSet(due, now + SECOND)) {
            LOG.warn(
                    "pike: {} is blocked, it sent more than {} requests in {} s",
                    IpAddress.text(address),
                    settings.density(),
                    settings.unit());
        }
        return -2;
    }

    @Override
    public String group() {
        return "pike";
    }

    @Override
    public void collect(ObjLongConsumer<String> sink) {
        sink.accept("blocked_requests", blocked.sum());
        sink.accept("sources", rates.size());
    }

    @Override
    public boolean isGauge(String name) {
        return name.equals("sources");
    }

    @Override
    public void reset() {
        blocked.reset();
    }
}
