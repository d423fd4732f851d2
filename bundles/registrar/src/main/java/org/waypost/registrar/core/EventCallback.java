package org.waypost.registrar.core;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.sip.EventRoute;
import org.waypost.sip.ScriptCallback;
import org.waypost.sip.SipContext;

/** Parameter event_callback: calls the script's function of that name when a contact has expired. */
@Component(configurationPid = "waypost.registrar", property = EventRoute.EVENT + "=usrloc:contact-expired")
public final class EventCallback implements EventRoute {

    private static final Logger LOG = LoggerFactory.getLogger(EventCallback.class);

    private volatile String function = "";

    /** The function that was last found to be missing, so that it is logged once. */
    private volatile String missing = "";

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile ScriptCallback script;

    @Activate
    @Modified
    void configure(RegistrarParameters parameters) {
        String name = parameters.event__callback().strip();
        if (Settings.isToken(name)) {
            function = name;
            missing = "";
        }
    }

    @Override
    public void run(String event, SipContext context) {
        String name = function;
        ScriptCallback callback = script;
        if (name.isEmpty()) {
            return;
        }
        if (callback != null && callback.call(name, context, event) != ScriptCallback.Outcome.MISSING) {
            missing = "";
        } else if (!name.equals(missing)) {
            missing = name;
            LOG.warn("registrar.event_callback: no script has a function '{}', {} goes unheard", name, event);
        }
    }
}
