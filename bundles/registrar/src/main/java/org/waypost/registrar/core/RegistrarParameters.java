package org.waypost.registrar.core;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** The parameters of the registrar under Kamailio's names; each can be changed while the server runs. */
@ObjectClassDefinition(name = "Registrar", description = "Kamailio's module registrar without its extensions")
@interface RegistrarParameters {

    @AttributeDefinition(
            name = "Default expiry",
            description = "Seconds a contact lasts that names no time, or a malformed one (0..2147483647)",
            min = "0",
            max = "2147483647")
    int default__expires() default 3600;

    @AttributeDefinition(
            name = "Default expiry range",
            description = "Percent of default_expires that may be taken off at random, to spread refreshes (0..100)",
            min = "0",
            max = "100")
    int default__expires__range() default 0;

    @AttributeDefinition(
            name = "Expiry range",
            description = "Percent of the time a client asks for that may be taken off at random (0..100)",
            min = "0",
            max = "100")
    int expires__range() default 0;

    @AttributeDefinition(
            name = "Least expiry",
            description = "Seconds a contact lasts at least; 0 for no limit (0..2147483647)",
            min = "0",
            max = "2147483647")
    int min__expires() default 60;

    @AttributeDefinition(
            name = "Least expiry mode",
            description =
                    "What happens to a shorter time: 0 it is raised to min_expires, 1 the request is answered 423",
            options = {@Option(label = "raise", value = "0"), @Option(label = "423", value = "1")})
    int min__expires__mode() default 0;

    @AttributeDefinition(
            name = "Greatest expiry",
            description =
                    "Seconds a contact lasts at most; longer times are lowered to it; 0 for no limit (0..2147483647)",
            min = "0",
            max = "2147483647")
    int max__expires() default 0;

    @AttributeDefinition(
            name = "Default q",
            description = "q of a contact that names none, in thousandths; -1 for unspecified (-1..1000)",
            min = "-1",
            max = "1000")
    int default__q() default -1;

    @AttributeDefinition(
            name = "Greatest number of contacts",
            description = "Contacts an address of record may have, else 503; 0 for no limit (0..2147483647)",
            min = "0",
            max = "2147483647")
    int max__contacts() default 0;

    @AttributeDefinition(
            name = "Retry after",
            description = "Seconds in the Retry-After header of 5xx answers; 0 for no such header (0..2147483647)",
            min = "0",
            max = "2147483647")
    int retry__after() default 0;

    @AttributeDefinition(
            name = "Case of the address of record",
            description = "0 all of it is stored and compared in lower case, 1 only its domain",
            options = {@Option(label = "insensitive", value = "0"), @Option(label = "sensitive", value = "1")})
    int case__sensitive() default 0;

    @AttributeDefinition(
            name = "Realm prefix",
            description =
                    "Taken off the front of the domain of an address of record; matters with usrloc's use_domain only",
            required = false)
    String realm__prefix() default "";

    @AttributeDefinition(
            name = "Append branches",
            description = "Of several contacts the best is the target; the others are 1 branches, 0 left out",
            options = {@Option(label = "best only", value = "0"), @Option(label = "all", value = "1")})
    int append__branches() default 1;

    @AttributeDefinition(
            name = "Method filtering",
            description = "1 makes lookup leave out contacts that do not allow the method of an initial request",
            options = {@Option(label = "off", value = "0"), @Option(label = "on", value = "1")})
    int method__filtering() default 0;

    @AttributeDefinition(
            name = "Greatest size of a contact",
            description = "Octets a contact URI may have, else 400 (1..65535)",
            min = "1",
            max = "65535")
    int contact__max__size() default 512;

    @AttributeDefinition(
            name = "Received parameter",
            description = "Parameter of a contact in the reply that shows where the REGISTER came from; empty for none",
            required = false)
    String received__param() default "received";

    @AttributeDefinition(
            name = "Use expired contacts",
            description = "1 lets lookup and registered use contacts whose time is over but which are still kept",
            options = {@Option(label = "off", value = "0"), @Option(label = "on", value = "1")})
    int use__expired__contacts() default 0;

    @AttributeDefinition(
            name = "Socket mode",
            description = "What is stored as the socket of a contact: 0 the bound address, 1 the advertised one",
            options = {@Option(label = "bound", value = "0"), @Option(label = "advertised", value = "1")})
    int sock__mode() default 0;

    @AttributeDefinition(
            name = "Received AVP",
            description =
                    "AVP whose text is stored as where a contact was received from, such as $avp(s:rcv); empty for none",
            required = false)
    String received__avp() default "";

    @AttributeDefinition(
            name = "Socket flag",
            description = "Message flag that lets sock_hdr_name, or the field socket of xavp_cfg, name the socket of a"
                    + " contact; -1 for none (-1..31)",
            min = "-1",
            max = "31")
    int sock__flag() default -1;

    @AttributeDefinition(
            name = "Socket header",
            description = "Header of a REGISTER that names the socket (proto:address:port) of its contacts, read if"
                    + " sock_flag is set on the message; empty for none",
            required = false)
    String sock__hdr__name() default "";

    @AttributeDefinition(
            name = "Configuration XAVP",
            description = "XAVP in which a script sets values for one request: match_callid, match_contact,"
                    + " match_received, rlf_bflags, q, expires, max_contacts, socket, tcpconn_id; empty for none",
            required = false)
    String xavp__cfg() default "";

    @AttributeDefinition(
            name = "Record XAVP",
            description = "XAVP that save, lookup and registered fill with ruid, contact, expires, received and path of"
                    + " contacts; empty for none",
            required = false)
    String xavp__rcd() default "";

    @AttributeDefinition(
            name = "Record XAVP mask",
            description =
                    "Sum of what is left out of xavp_rcd: 1 ruid, 2 contact, 4 expires, 8 received, 16 path (0..31)",
            min = "0",
            max = "31")
    int xavp__rcd__mask() default 0;

    @AttributeDefinition(
            name = "Lookup filter",
            description = "Sum of what contacts must have to be found by lookup: 1 a branch flag of the xavp_cfg field"
                    + " rlf_bflags, 2 a connection that is open, unless they are of UDP (0..3)",
            min = "0",
            max = "3")
    int lookup__filter__mode() default 0;

    @AttributeDefinition(
            name = "Event callback",
            description =
                    "Function of the script that is called with usrloc:contact-expired when a contact has expired;"
                            + " empty for none",
            required = false)
    String event__callback() default "";

    @AttributeDefinition(
            name = "AoR AVP (removed)",
            description = "Has no effect: give the URI to save, lookup and registered instead",
            required = false)
    String aor__avp() default "";

    @AttributeDefinition(
            name = "Call-ID AVP (obsolete)",
            description = "Has no effect: use match_option 1 of registered and the xavp_cfg field match_callid instead",
            required = false)
    String reg__callid__avp() default "";

    @AttributeDefinition(
            name = "Compatibility",
            description = "What to do where Kamailio and an RFC differ: kamailio or rfc",
            options = {@Option(label = "as Kamailio", value = "kamailio"), @Option(label = "as the RFC", value = "rfc")
            })
    String compat() default "kamailio";
}
