package org.waypost.registrar.core;

import java.util.List;
import org.waypost.registrar.Registrar;
import org.waypost.sip.Flow;
import org.waypost.sip.HeaderName;
import org.waypost.sip.Octets;
import org.waypost.sip.SipContext;
import org.waypost.sip.SipMessage;
import org.waypost.usrloc.Compat;
import org.waypost.usrloc.Contact;
import org.waypost.usrloc.Ruid;

/**
 * Makes the contacts to be stored of what one REGISTER says. Texts that are the same as in the contact that is stored
 * already are taken from there, so that a refresh makes no new ones.
 */
final class ContactFactory {

    private static final int LONGEST_CALL_ID = 255;
    private static final int LONGEST_RECEIVED = 255;
    private static final int LONGEST_USER_AGENT = 254;
    private static final String NO_USER_AGENT = "n/a";
    private static final long GREATEST = 0xffff_ffffL;
    private static final Contact NOTHING =
            new Contact(Ruid.NONE, "", "", "", "", "", "", "", 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    private final SipMessage message;
    private final Settings settings;
    private final SaveOptions options;
    private final SaveExtensions extensions;
    private final Octets callId;
    private final Octets userAgent;
    private final long cseq;
    private final String socket;
    private final int connectionId;
    private final int flags;
    private final int branchFlags;
    private final int serverId;

    private boolean allowRead;
    private int allow;

    /** @param saveFlags the flags of save() */
    ContactFactory(
            SipContext context,
            Settings settings,
            SaveOptions options,
            SaveExtensions extensions,
            int saveFlags,
            int serverId) {
        this.message = Registering.message(context);
        this.settings = settings;
        this.options = options;
        this.extensions = extensions;
        this.callId = message.first(HeaderName.CALL_ID);
        this.userAgent = message.first(HeaderName.USER_AGENT);
        this.cseq = Registering.cseq(context);
        Flow flow = context.flow();
        this.socket = !options.socket().isEmpty()
                ? options.socket()
                : settings.advertisedSocket()
                        ? flow.local().advertisedDescription()
                        : flow.local().description();
        this.connectionId = options.connectionId() > 0 ? options.connectionId() : flow.id();
        this.flags = (saveFlags & Registrar.MEMORY_ONLY) != 0 ? Contact.MEMORY_ONLY : 0;
        this.branchFlags = context.branchFlags();
        this.serverId = serverId;
    }

    /**
     * Why {@code value} cannot be stored or removed; {@link Answer#OK} if it can.
     *
     * @param first whether it is the first contact that is looked at: in Kamailio's order its reg-id comes before its
     * q, later ones' after; with it what the extensions look at is checked
     */
    Answer check(ContactValue value, boolean first) {
        if (callId.length() > LONGEST_CALL_ID) {
            return Answer.CALL_ID_TOO_LONG;
        }
        if (cseq < 0 || cseq > GREATEST) {
            return Answer.INVALID_CSEQ;
        }
        Answer refused = first ? extensions.checkContacts() : Answer.OK;
        if (!refused.isOk()) {
            return refused;
        }
        boolean badRegId = hasRegId(value) && !isRegId(regId(value));
        if (badRegId && first) {
            return Answer.INVALID_REG_ID;
        }
        if (value.receivedSize() == 0 && options.received().length() > LONGEST_RECEIVED) {
            return Answer.CONTACT_TOO_LONG;
        }
        if (q(value) == Quality.INVALID) {
            return Answer.INVALID_Q;
        }
        if (value.hasMethods() && MethodMask.parse(value.methods()) < 0) {
            return Answer.INVALID_MESSAGE;
        }
        return badRegId ? Answer.INVALID_REG_ID : Answer.OK;
    }

    /**
     * The contact that {@code value} stands for, without ruid and path.
     *
     * @param expires epoch seconds
     * @param now epoch seconds
     * @param stored the contacts of the record
     */
    Contact make(ContactValue value, long expires, long now, List<Contact> stored) {
        Contact like = mostLike(value, stored);
        int q = q(value);
        String instance = reuse(value.instance(), like.instance());
        return new Contact(
                Ruid.NONE,
                reuse(value.uri(), like.uri()),
                received(value, like.received()),
                "",
                reuse(callId, like.callId()),
                userAgent(like.userAgent()),
                socket,
                instance,
                expires,
                now,
                (int) cseq,
                q < 0 ? settings.defaultQ() : q,
                flags,
                branchFlags,
                methods(value),
                hasRegId(value) ? regId(value) : 0,
                serverId,
                connectionId,
                options.attributes());
    }

    /** Whether the request has the Call-ID of {@code contact}. */
    boolean isCallIdOf(Contact contact) {
        return callId.contentEquals(contact.callId());
    }

    /** Whether the request has the Call-ID of {@code contact} and no higher CSeq than it. */
    boolean isStale(Contact contact) {
        return (int) cseq <= contact.cseq() && isCallIdOf(contact);
    }

    private static Contact mostLike(ContactValue value, List<Contact> stored) {
        for (int i = 0; i < stored.size(); i++) {
            if (value.uri().contentEquals(stored.get(i).uri())) {
                return stored.get(i);
            }
        }
        return stored.isEmpty() ? NOTHING : stored.get(0);
    }

    private static String reuse(Octets text, String stored) {
        return text.contentEquals(stored) ? stored : text.toString();
    }

    private String received(ContactValue value, String stored) {
        String given = options.received();
        if (value.receivedSize() > 0 || given.isEmpty()) {
            return reuse(value.received(), stored);
        }
        return given.equals(stored) ? stored : given;
    }

    private int q(ContactValue value) {
        return options.q() == Quality.UNSPECIFIED ? Quality.parse(value.q()) : options.q();
    }

    private String userAgent(String stored) {
        return userAgent.isEmpty() || userAgent.length() > LONGEST_USER_AGENT
                ? NO_USER_AGENT
                : reuse(userAgent, stored);
    }

    // RFC 5626 6: without an instance it is ignored
    private boolean hasRegId(ContactValue value) {
        return value.hasInstance() && !value.regId().isEmpty() && extensions.honoursRegId();
    }

    // RFC 5626 4.2: up to 2^31-1; Kamailio goes on to 2^32-1
    private boolean isRegId(int number) {
        return settings.compat() == Compat.RFC ? number > 0 : number != 0;
    }

    /** The reg-id (RFC 5626 4.2), 0 if there is none or it is no number of 1..4294967295. */
    private static int regId(ContactValue value) {
        long number = value.regId().number();
        return number < 0 || number > GREATEST ? 0 : (int) number;
    }

    private int methods(ContactValue value) {
        if (value.hasMethods()) {
            return (int) MethodMask.parse(value.methods());
        }
        if (!allowRead) {
            allow = MethodMask.ofAllow(message);
            allowRead = true;
        }
        return allow;
    }
}
