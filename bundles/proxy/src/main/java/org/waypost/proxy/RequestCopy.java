package org.waypost.proxy;

import gov.nist.javax.sip.address.GenericURI;
import gov.nist.javax.sip.header.Route;
import gov.nist.javax.sip.header.RouteList;
import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.parser.RouteParser;
import java.text.ParseException;
import java.util.List;
import java.util.Optional;
import javax.sip.InvalidArgumentException;
import javax.sip.SipException;
import javax.sip.header.Header;
import javax.sip.header.RouteHeader;
import org.waypost.proxy.rr.RecordRouting;
import org.waypost.sip.Branch;
import org.waypost.sip.Flow;
import org.waypost.sip.HostPort;
import org.waypost.sip.ListenPoint;
import org.waypost.sip.NextHop;
import org.waypost.sip.SendOptions;

/** Makes the request that is sent to one target out of the one that came (RFC 3261 16.6). */
final class RequestCopy {

    private final SIPRequest request;
    private final Branch branch;
    private final RecordRouting recordRouting;
    private final String loopMark;
    private final SendOptions options;

    RequestCopy(Target target) throws ParseException, InvalidArgumentException {
        this.request = (SIPRequest) target.request().clone();
        this.branch = target.branch();
        this.recordRouting = target.recordRouting();
        this.loopMark = target.loopMark();
        this.options = target.options();
        target.breadth().into(request);
        request.setRequestURI(new GenericURI(branch.uri()));
        request.getMaxForwards().setMaxForwards(request.getMaxForwards().getMaxForwards() - 1);
        if (!branch.path().isEmpty()) {
            insertPath(branch.path());
        }
    }

    // The Path vector becomes the first Routes (RFC 3327 5.3).
    private void insertPath(String path) throws ParseException {
        RouteList routes = (RouteList) new RouteParser("Route: " + path + "\n").parse();
        RouteList others = request.getRouteHeaders();
        if (others != null) {
            others.forEach(routes::add);
        }
        request.removeHeader(RouteHeader.NAME);
        request.setHeader(routes);
    }

    /**
     * The next hop: the destination that was set for the branch, else the first of its path, else the Request-URI. Routes the caller
     * put in are not followed, so that nobody sends through this server to where it was not told to.
     */
    Optional<NextHop> nextHop() {
        if (!branch.destination().isEmpty()) {
            return NextHop.of(branch.destination());
        }
        if (!branch.path().isEmpty()) {
            Route first = (Route) request.getRouteHeaders().getFirst();
            return NextHop.of(first.getAddress().getURI().toString());
        }
        return NextHop.of(branch.uri());
    }

    /**
     * The request, which came to {@code arrival}, with our Via on top and our Record-Route, ready for {@code flow}.
     *
     * @param viaBranch the beginning of the branch; empty if a transaction puts that in
     */
    SIPRequest over(ListenPoint arrival, Flow flow, Optional<String> viaBranch) throws SipException {
        try {
            recordRoute(arrival, flow.local());
            HostPort sentBy =
                    options.sentBy(flow.local()).orElseGet(() -> flow.local().sentBy());
            Via via = new Via();
            via.setTransport(flow.transport().name());
            via.setHost(sentBy.host());
            if (sentBy.port() > 0) {
                via.setPort(sentBy.port());
            }
            via.setBranch(viaBranch.orElse("") + loopMark);
            if (options.asksForRport()) {
                via.setRPort();
            }
            request.addFirst(via);
            request.setApplicationData(flow);
            return request;
        } catch (ParseException | InvalidArgumentException e) {
            throw new SipException("the socket " + flow.local() + " makes no Via", e);
        }
    }

    private void recordRoute(ListenPoint arrival, ListenPoint local) {
        boolean secure = branch.uri().regionMatches(true, 0, "sips:", 0, 5);
        List<String> values = recordRouting.values(arrival, local, secure);
        if (!values.isEmpty()) {
            StringBuilder lines = new StringBuilder();
            values.forEach(value -> lines.append("Record-Route: ").append(value).append("\r\n"));
            request.setHeader((Header) new Lines(lines.toString()));
        }
    }
}
