package org.waypost.registrar.profiles;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.osgi.service.component.annotations.Component;
import org.waypost.sip.PseudoVariable;
import org.waypost.sip.PseudoVariableProvider;
import org.waypost.sip.Value;
import org.waypost.usrloc.Contact;

/**
 * {@code $ulc(profile=>attribute)}: what is known of the contacts that reg_fetch_contacts() keeps under a profile, and of the one that
 * expired under the profile {@code exp}. An index chooses the contact; a negative one is the first, one too high gives no value.
 */
@Component
public final class ContactVariables implements PseudoVariableProvider {

    private static final String ARROW = "=>";

    private static final Map<String, Attribute> ATTRIBUTES = Map.ofEntries(
            Map.entry("aor", (profile, contact) -> Value.of(profile.record().aor())),
            Map.entry("domain", (profile, contact) -> Value.of(profile.table())),
            // Kamailio's profile has a field for it that nobody fills in
            Map.entry("aorhash", (profile, contact) -> Value.of(0)),
            Map.entry(
                    "count",
                    (profile, contact) -> Value.of(profile.record().contacts().size())),
            Map.entry("addr", (profile, contact) -> Value.of(contact.uri())),
            Map.entry("path", (profile, contact) -> Value.of(contact.path())),
            Map.entry("received", (profile, contact) -> Value.of(contact.received())),
            Map.entry("expires", (profile, contact) -> Value.of(contact.expires())),
            Map.entry("callid", (profile, contact) -> Value.of(contact.callId())),
            Map.entry("q", (profile, contact) -> Value.of(contact.q())),
            Map.entry("cseq", (profile, contact) -> Value.of(contact.cseq())),
            Map.entry("flags", (profile, contact) -> Value.of(contact.flags())),
            Map.entry("cflags", (profile, contact) -> Value.of(contact.cflags())),
            Map.entry("user_agent", (profile, contact) -> Value.of(contact.userAgent())),
            Map.entry("socket", (profile, contact) -> Value.of(contact.socket())),
            Map.entry("modified", (profile, contact) -> Value.of(contact.lastModified())),
            Map.entry("methods", (profile, contact) -> Value.of(contact.methods())),
            Map.entry("ruid", (profile, contact) -> Value.of(contact.ruid().toString())),
            Map.entry("regid", (profile, contact) -> Value.of(contact.regId())),
            Map.entry(
                    "instance",
                    (profile, contact) -> contact.instance().isEmpty() ? Value.NULL : Value.of(contact.instance())),
            Map.entry(
                    "conid",
                    (profile, contact) -> contact.connectionId() < 0 ? Value.NULL : Value.of(contact.connectionId())),
            Map.entry("server_id", (profile, contact) -> Value.of(contact.serverId())));

    @Override
    public Set<String> names() {
        return Set.of("ulc");
    }

    @Override
    public PseudoVariable compile(String name, String inner, Index index) {
        int arrow = inner.indexOf(ARROW);
        String profile = arrow < 0 ? "" : inner.substring(0, arrow);
        if (profile.isEmpty()) {
            throw new IllegalArgumentException("$ulc(" + inner + "): expected profile=>attribute");
        }
        String attributeName = inner.substring(arrow + ARROW.length());
        Attribute attribute = ATTRIBUTES.get(attributeName);
        if (attribute == null) {
            throw new IllegalArgumentException("$ulc(" + inner + "): no attribute '" + attributeName + "'");
        }
        int position = Math.max(0, index.number());
        return context -> ContactProfiles.of(context)
                .get(profile)
                .map(kept -> value(kept, position, attribute))
                .orElse(Value.NULL);
    }

    private static Value value(ContactProfiles.Profile profile, int position, Attribute attribute) {
        List<Contact> contacts = profile.record().contacts();
        return position < contacts.size() ? attribute.of(profile, contacts.get(position)) : Value.NULL;
    }

    /** Reads one attribute. */
    private interface Attribute {
        Value of(ContactProfiles.Profile profile, Contact contact);
    }
}
