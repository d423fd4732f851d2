package org.waypost.console;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.waypost.operations.OperationException;
import org.waypost.operations.RegistrationJournal;
import org.waypost.registrar.RegistrationReport;

/** The last REGISTERs, of an AoR or of all, with what they were answered and why. */
@Component
public final class WhySection implements Section {

    private static final int MOST = 50;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile RegistrationJournal journal;

    @Override
    public Map<String, Endpoint> reads() {
        return Map.of("why", this::why);
    }

    @Override
    public Map<String, Endpoint> changes() {
        return Map.of();
    }

    private Map<String, Object> why(ApiRequest request) {
        RegistrationJournal reports = journal;
        if (reports == null) {
            throw Refused.unavailable("the journal of REGISTERs is not there now");
        }
        try {
            String aor = request.parameter("aor");
            List<RegistrationReport> found =
                    new ArrayList<>(aor.isEmpty() ? reports.last(MOST) : reports.of(aor, MOST));
            Collections.reverse(found);
            return Map.of(
                    "on", reports.isOn(),
                    "size", reports.size(),
                    "reports", found.stream().map(WhySection::json).toList());
        } catch (OperationException e) {
            throw Refused.bad(e.getMessage());
        }
    }

    private static Map<String, Object> json(RegistrationReport report) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("time", report.at());
        shown.put(
                "source",
                report.transport().name().toLowerCase(java.util.Locale.ROOT) + ":"
                        + report.source().getAddress().getHostAddress() + ":"
                        + report.source().getPort());
        shown.put("table", report.table());
        shown.put("aor", Shown.octets(report.aor()));
        shown.put("key", report.aor());
        shown.put("callId", Shown.octets(report.callId()));
        shown.put("cseq", report.cseq());
        shown.put("asked", report.asked().stream().map(Shown::octets).toList());
        shown.put("status", report.status());
        shown.put("error", Shown.octets(report.error()));
        shown.put("listed", report.listed());
        shown.put("changes", report.changes().stream().map(WhySection::change).toList());
        return shown;
    }

    private static Map<String, Object> change(RegistrationReport.Change change) {
        return Map.of(
                "kind", change.kind().name(),
                "by", change.by().name(),
                "uri", Shown.octets(change.contact().uri()),
                "agent", Shown.octets(change.contact().userAgent()),
                "expires", change.contact().expires());
    }
}
