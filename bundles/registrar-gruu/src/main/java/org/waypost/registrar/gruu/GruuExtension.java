package org.waypost.registrar.gruu;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.registrar.LookupRequest;
import org.waypost.registrar.RegistrarExtension;
import org.waypost.registrar.Rejection;
import org.waypost.registrar.RequestedContact;
import org.waypost.registrar.Resolution;
import org.waypost.registrar.SaveRequest;
import org.waypost.sip.ByteSink;
import org.waypost.sip.Octets;
import org.waypost.sip.ParameterReader;
import org.waypost.usrloc.AddressRecord;
import org.waypost.usrloc.Compat;
import org.waypost.usrloc.Contact;

/** Gives each contact with an instance a public and a temporary GRUU (RFC 5627), and finds the contact that one stands for. */
@Component(configurationPid = "waypost.registrar.gruu", property = "service.ranking:Integer=200")
@Designate(ocd = GruuParameters.class)
public final class GruuExtension implements RegistrarExtension {

    private static final Logger LOG = LoggerFactory.getLogger(GruuExtension.class);
    private static final String TAG = "gruu";
    private static final Optional<Rejection> OWN_GRUU =
            Optional.of(new Rejection(403, "Forbidden", "Contact is a GRUU of the AoR", ""));

    private final RfcGruus rfc;
    private volatile boolean enabled = true;

    @Activate
    public GruuExtension(BundleContext bundle, GruuParameters parameters, Map<String, Object> raw) {
        this(Optional.ofNullable(bundle.getProperty("waypost.data"))
                .map(data -> KeyFile.read(Path.of(data, "gruu.key")))
                .orElseGet(KeyFile::random));
        configure(parameters, raw);
    }

    GruuExtension(byte[] key) {
        rfc = new RfcGruus(new Token(key));
    }

    @Modified
    void configure(GruuParameters parameters, Map<String, Object> raw) {
        enabled = new ParameterReader("registrar", raw, LOG::warn)
                .flag("gruu_enabled", parameters::gruu__enabled, enabled);
    }

    @Override
    public Set<String> optionTags() {
        return enabled ? Set.of(TAG) : Set.of();
    }

    @Override
    public Optional<Rejection> check(SaveRequest request) {
        if (request.compat() == Compat.RFC) {
            for (RequestedContact contact : request.contacts()) {
                // RFC 5627 5.1: a request to it would come back for ever
                if (rfc.isOwn(request, contact.uri())) {
                    return OWN_GRUU;
                }
            }
        }
        return Optional.empty();
    }

    @Override
    public void contactParameters(SaveRequest request, Contact contact, ByteSink out) {
        if (!enabled || contact.instance().isEmpty() || !request.supports(TAG)) {
            return;
        }
        if (request.compat() == Compat.RFC) {
            rfc.write(request, contact, out);
            return;
        }
        Octets host = request.to().host();
        out.put(";pub-gruu=\"sip:").put(request.aor());
        if (request.aor().indexOf('@') < 0) {
            out.put('@').put(host);
        }
        out.put(";gr=").put(Gr.bare(contact.instance())).put("\";temp-gruu=\"sip:");
        out.put(TemporaryGruu.user(contact, request.aor())).put('@').put(host).put(";gr\"");
    }

    @Override
    public Optional<Resolution> resolve(LookupRequest request) {
        return Gr.of(request.uri()).map(gr -> gr.isEmpty() ? rfc.resolve(request) : publicGruu(request, gr));
    }

    private static Resolution publicGruu(LookupRequest request, Octets gr) {
        if (request.aor().isEmpty()) {
            return Resolution.MALFORMED;
        }
        // Kamailio compares the text as it is
        String instance = Gr.bare(request.compat() == Compat.RFC ? Escapes.undo(gr) : gr.toString());
        List<Contact> contacts = request.location()
                .find(request.table(), request.aor().get())
                .map(AddressRecord::contacts)
                .orElse(List.of());
        Map<Boolean, List<Contact>> ofDevice = contacts.stream()
                .collect(
                        Collectors.partitioningBy(contact -> !contact.instance().isEmpty()
                                && Gr.bare(contact.instance()).equals(instance)));
        return new Resolution(ofDevice.get(true), ofDevice.get(false), false);
    }
}
