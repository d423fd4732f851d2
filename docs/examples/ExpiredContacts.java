package org.example.expired;

import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.sip.EventRoute;
import org.waypost.sip.PseudoVariables;
import org.waypost.sip.PseudoVariables.Template;
import org.waypost.sip.SipContext;

/** Logs each contact whose time has run out. */
@Component(property = EventRoute.EVENT + "=usrloc:contact-expired")
public final class ExpiredContacts implements EventRoute {

    private static final Logger LOG = LoggerFactory.getLogger(ExpiredContacts.class);

    private final Template line;

    @Activate
    public ExpiredContacts(@Reference PseudoVariables variables) {
        StringBuilder text = new StringBuilder();
        Stream.of(
                        "aor", "domain", "aorhash", "addr", "path", "received", "expires", "callid", "regid", "q", "cseq", "flags",
                        "cflags", "user_agent", "socket", "modified", "methods", "count", "ruid", "instance", "conid", "server_id")
                .forEach(name -> text.append(name).append("=$ulc(exp=>").append(name).append(") "));
        line = variables.template(text.toString());
    }

    @Override
    public void run(String event, SipContext context) {
        LOG.info("{} {} at {}", event, line.evaluate(context), System.currentTimeMillis());
    }
}
