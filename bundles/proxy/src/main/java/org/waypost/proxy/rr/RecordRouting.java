package org.waypost.proxy.rr;

import java.util.List;
import org.waypost.sip.HeaderName;
import org.waypost.sip.ListenPoint;
import org.waypost.sip.SipRequest;
import org.waypost.sip.SipUri;
import org.waypost.sip.Transport;

/**
 * What stands in the Record-Route headers of a request that is forwarded (RFC 3261 16.6 step 4). A script decides on it; the text is
 * made when the sockets are known, as a request that changes its transport or socket gets two: one for each side.
 */
public final class RecordRouting {

    /** How the headers are made. */
    enum Kind {
        NONE,
        /** Of this server's own addresses. */
        OWN,
        /** Of one address that others see. */
        ADVERTISED,
        /** Of what the script gave, as it is. */
        PRESET
    }

    /**
     * The parameters that shape the headers.
     *
     * @param lr the parameter that marks a loose router
     * @param fromTag whether the From tag is added
     * @param pairs 0 never two headers, 1 if the sockets differ, 2 always
     * @param userName whether the user of the Request-URI is added
     * @param ignoreSips whether they say {@code sip:} even if the Request-URI says {@code sips:}
     * @param followSocket whether a request that follows two of them leaves by the socket that the second one names
     */
    public record Settings(
            String lr, boolean fromTag, int pairs, boolean userName, boolean ignoreSips, boolean followSocket) {}

    private Kind kind = Kind.NONE;
    private String outer = "";
    private String inner = "";
    private String parameters = "";
    private String tag = "";
    private String user = "";
    private Settings settings = new Settings("lr", true, 1, false, false, true);

    public RecordRouting() {}

    /** As it is now, for one target to go on with. */
    public RecordRouting copy() {
        RecordRouting copy = new RecordRouting();
        copy.kind = kind;
        copy.outer = outer;
        copy.inner = inner;
        copy.parameters = parameters;
        copy.tag = tag;
        copy.user = user;
        copy.settings = settings;
        return copy;
    }

    /**
     * Decides how the request is recorded; false if that is decided already.
     *
     * @param newOuter address of the side it is sent to, if that is given
     * @param newInner address of the side it came from, if that is given
     */
    boolean begin(Kind newKind, String newOuter, String newInner, SipRequest request, Settings newSettings) {
        if (kind != Kind.NONE) {
            return false;
        }
        kind = newKind;
        outer = newOuter;
        inner = newInner;
        tag = newSettings.fromTag()
                ? LooseRouting.tag(request.first(HeaderName.FROM))
                        .map(text -> ";ftag=" + text)
                        .orElse("")
                : "";
        user = newSettings.userName() ? user(request) : "";
        settings = newSettings;
        return true;
    }

    private static String user(SipRequest request) {
        return SipUri.parse(request.requestUri())
                .filter(uri -> !uri.user().isEmpty())
                .map(uri -> uri.user() + "@")
                .orElse("");
    }

    void end() {
        kind = Kind.NONE;
    }

    void add(String parameter) {
        parameters += parameter;
    }

    /** Whether the one header was given as it is, without a partner. */
    boolean isSinglePreset() {
        return kind == Kind.PRESET && inner.isEmpty();
    }

    /** The values of the headers, the topmost first: none, one or two. */
    public List<String> values(ListenPoint in, ListenPoint out, boolean secure) {
        String scheme = (secure && !settings.ignoreSips() ? "<sips:" : "<sip:") + user;
        boolean pair = settings.pairs() == 2
                || settings.pairs() == 1 && !in.description().equals(out.description());
        return switch (kind) {
            case NONE -> List.of();
            case OWN ->
                pair
                        ? List.of(scheme + own(out, ";r2=on"), scheme + own(in, ";r2=on"))
                        : List.of(scheme + own(out, ""));
            case ADVERTISED ->
                pair ? List.of(scheme + advertised(out), scheme + advertised(in)) : List.of(scheme + given(outer));
            case PRESET ->
                inner.isEmpty()
                        ? List.of(scheme + given(outer))
                        : List.of(scheme + given(outer), scheme + given(inner));
        };
    }

    private String own(ListenPoint point, String two) {
        String transport = point.transport() == Transport.UDP
                ? ""
                : ";transport=" + point.transport().token();
        return point.sentBy() + transport + two + ";" + settings.lr() + tag + parameters + ">";
    }

    private String advertised(ListenPoint point) {
        return given(outer + ";transport=" + point.transport().token() + ";r2=on");
    }

    private String given(String address) {
        return address + tag + ";" + settings.lr() + parameters + ">";
    }
}
