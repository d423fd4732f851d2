package org.waypost.operations.internal;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
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
import org.waypost.operations.RegistrationJournal;
import org.waypost.parameters.ParameterCatalogue;
import org.waypost.registrar.RegistrationListener;
import org.waypost.registrar.RegistrationReport;
import org.waypost.usrloc.UserLocation;

/** Keeps the last REGISTERs. Listens to the registrar only while it is on, so that it costs nothing while it is off. */
@Component(configurationPid = "waypost.journal", immediate = true)
@Designate(ocd = JournalParameters.class)
public final class Journal implements RegistrationJournal {

    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);
    private static final ReportRing EMPTY = new ReportRing(1);

    private final BundleContext context;
    private final ParameterCatalogue catalogue;

    private volatile JournalSettings settings = JournalSettings.DEFAULTS;
    private volatile ReportRing ring = EMPTY;
    private ServiceRegistration<RegistrationListener> listening;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile UserLocation location;

    @Activate
    public Journal(BundleContext context, @Reference ParameterCatalogue catalogue) {
        this.context = context;
        this.catalogue = catalogue;
    }

    @Activate
    @Modified
    synchronized void configure(JournalParameters parameters, Map<String, Object> raw) {
        JournalSettings wanted = JournalSettings.of(parameters, raw, settings, LOG::warn);
        settings = wanted;
        boolean isListening = listening != null;
        if (isListening == wanted.isOn() && (!isListening || ring.size() == wanted.size())) {
            return;
        }
        ReportRing before = ring;
        stop();
        if (wanted.isOn()) {
            ReportRing next = new ReportRing(wanted.size());
            before.last(wanted.size(), report -> true).forEach(next::answered);
            ring = next;
            listening = context.registerService(RegistrationListener.class, next, null);
        }
    }

    @Deactivate
    synchronized void stop() {
        if (listening != null) {
            listening.unregister();
            listening = null;
        }
        ring = EMPTY;
    }

    @Override
    public boolean isOn() {
        return settings.isOn();
    }

    @Override
    public int size() {
        return settings.size();
    }

    @Override
    public List<RegistrationReport> of(String aor, int most) {
        UserLocation now = location;
        Set<String> wanted = new AorText(now != null && now.useDomain(), LocationOperations.isCaseSensitive(catalogue))
                .candidates(aor);
        return ring.last(most, report -> wanted.contains(report.aor()));
    }

    @Override
    public List<RegistrationReport> last(int most) {
        return ring.last(most, report -> true);
    }
}
