package org.waypost.kemi.nathelper;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Parameters of Kamailio's module nathelper. */
@ObjectClassDefinition(
        name = "nathelper",
        description = "Finds clients behind NAT, mends what they send and keeps their NAT open: KSR.nathelper")
public @interface NathelperParameters {

    @AttributeDefinition(
            name = "received_avp",
            description =
                    "AVP such as $avp(rcv) in which fix_nated_register keeps the source of a REGISTER; give the registrar's"
                            + " parameter of that name the same value; empty: none")
    String received__avp() default "";

    @AttributeDefinition(
            name = "alias_name",
            description =
                    "Name of the URI parameter that set_contact_alias and its like add and handle_ruri_alias takes off")
    String alias__name() default "alias";

    @AttributeDefinition(
            name = "append_sdp_oldmediaip",
            description = "Whether fix_nated_sdp keeps an address it replaces as a=oldmediaip",
            min = "0",
            max = "1")
    int append__sdp__oldmediaip() default 1;

    @AttributeDefinition(
            name = "nortpproxy_str",
            description = "Line that fix_nated_sdp (4) adds to SDP, without its line end; empty: none")
    String nortpproxy__str() default "a=nortpproxy:yes";

    @AttributeDefinition(
            name = "natping_interval",
            description = "Seconds between two pings of a contact that keep its NAT open: four octets of zero by UDP;"
                    + " 0 sends none. Contacts that ka_mode of usrloc keeps alive are not pinged besides (0..86400)",
            min = "0",
            max = "86400")
    int natping__interval() default 0;

    @AttributeDefinition(
            name = "natping_connections",
            description = "1 pings contacts of TCP and TLS too, by an empty line (CRLF twice) on their connection;"
                    + " 0 leaves them alone, as Kamailio does",
            min = "0",
            max = "1")
    int natping__connections() default 0;

    @AttributeDefinition(
            name = "ping_nated_only",
            description = "1 pings only contacts with the branch flag nat_bflag of usrloc, 0 all",
            min = "0",
            max = "1")
    int ping__nated__only() default 0;

    @AttributeDefinition(
            name = "natping_disable_bflag",
            description = "Branch flag of contacts that are never pinged; -1 if there is none (-1..31)",
            min = "-1",
            max = "31")
    int natping__disable__bflag() default -1;

    @AttributeDefinition(
            name = "filter_server_id",
            description = "1 pings only contacts that this server stored (server_id of usrloc)",
            min = "0",
            max = "1")
    int filter__server__id() default 0;

    @AttributeDefinition(
            name = "force_socket",
            description =
                    "Socket that pings are sent from, as udp:address:port; empty: the one a contact registered at")
    String force__socket() default "";

    @AttributeDefinition(
            name = "sipping_bflag",
            description =
                    "Branch flag of contacts of UDP that are pinged by SIP requests, along their Path, instead of"
                            + " zeros; -1 if there is none. Without ping_nated_only any other value pings all of them so (-1..31)",
            min = "-1",
            max = "31")
    int sipping__bflag() default -1;

    @AttributeDefinition(
            name = "sipping_from",
            description = "URI of From in these requests; empty: none are sent, and zeros instead")
    String sipping__from() default "";

    @AttributeDefinition(name = "sipping_method", description = "Method of these requests")
    String sipping__method() default "OPTIONS";

    @AttributeDefinition(
            name = "keepalive_timeout",
            description = "Seconds without an answer to these requests after which a contact is given up, a few times"
                    + " natping_interval; 0 never (0..86400)",
            min = "0",
            max = "86400")
    int keepalive__timeout() default 0;
}
