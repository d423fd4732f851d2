package org.waypost.pv.standard;

import java.net.InetSocketAddress;
import org.waypost.sip.SipContext;
import org.waypost.sip.Transport;
import org.waypost.sip.Value;

/** Where the message came from and the socket it came on. */
final class NetworkVariables {

    private NetworkVariables() {}

    static void define(Catalog catalog) {
        catalog.read("si", "IP address the message came from", context -> Value.of(ip(source(context))))
                .read(
                        "sp",
                        "Port the message came from",
                        context -> Value.of(source(context).getPort()))
                .read(
                        "pr",
                        "Transport the message came by, in lower case",
                        context -> Value.of(context.flow().transport().token()))
                .read(
                        "proto",
                        "Transport the message came by, in lower case",
                        context -> Value.of(context.flow().transport().token()))
                .read(
                        "su",
                        "URI of the source, with its transport unless that is UDP",
                        context -> Value.of(uri(source(context), context.flow().transport(), false)))
                .read(
                        "sut",
                        "URI of the source, with its transport",
                        context -> Value.of(uri(source(context), context.flow().transport(), true)))
                .read(
                        "sas",
                        "Source as transport:address:port",
                        context -> Value.of(context.flow().transport().token() + ":" + hostPort(source(context))))
                .read("Ri", "IP address of the socket the message came on", context -> Value.of(ip(local(context))))
                .read(
                        "Rp",
                        "Port of the socket the message came on",
                        context -> Value.of(local(context).getPort()))
                .read(
                        "Ru",
                        "URI of the socket the message came on, with its transport unless that is UDP",
                        context -> Value.of(uri(local(context), context.flow().transport(), false)))
                .read(
                        "Rut",
                        "URI of the socket the message came on, with its transport",
                        context -> Value.of(uri(local(context), context.flow().transport(), true)));
    }

    private static InetSocketAddress source(SipContext context) {
        return context.flow().remote();
    }

    private static InetSocketAddress local(SipContext context) {
        return context.flow().local().address();
    }

    private static String uri(InetSocketAddress address, Transport transport, boolean always) {
        String uri = "sip:" + hostPort(address);
        return transport == Transport.UDP && !always ? uri : uri + ";transport=" + transport.token();
    }

    private static String hostPort(InetSocketAddress address) {
        String ip = ip(address);
        return (ip.indexOf(':') < 0 ? ip : "[" + ip + "]") + ":" + address.getPort();
    }

    private static String ip(InetSocketAddress address) {
        return IpText.of(address.getAddress());
    }
}
