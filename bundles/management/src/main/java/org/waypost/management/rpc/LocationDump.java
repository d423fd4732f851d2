package org.waypost.management.rpc;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.waypost.management.rpc.JsonWriter.Streamed;
import org.waypost.operations.Locations;
import org.waypost.operations.OperationException;
import org.waypost.operations.WireText;
import org.waypost.parameters.ParameterCatalogue;
import org.waypost.usrloc.AddressRecord;

/**
 * All location tables in the shape of Kamailio's {@code ul.dump}, record by record as they are read, so that a million of them takes no
 * more memory than one.
 */
final class LocationDump implements Streamed {

    // Kamailio's table may be larger; more slots than this are not counted apart.
    private static final int LARGEST = 20;

    private final Locations locations;
    private final ParameterCatalogue catalogue;
    private final boolean brief;

    /** @param brief whether to show the AoRs alone */
    LocationDump(Locations locations, ParameterCatalogue catalogue, boolean brief) {
        this.locations = locations;
        this.catalogue = catalogue;
        this.brief = brief;
    }

    @Override
    public void writeTo(JsonGenerator json) throws IOException {
        try {
            json.writeStartObject();
            json.writeArrayFieldStart("Domains");
            for (String table : locations.tables()) {
                json.writeStartObject();
                json.writeObjectFieldStart("Domain");
                table(json, table);
                json.writeEndObject();
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (OperationException e) {
            throw UlMethods.fault(e, "Failed to read the table");
        }
    }

    private void table(JsonGenerator json, String table) throws IOException {
        int bits = Integer.parseInt(catalogue.value(catalogue.parameter("usrloc", "hash_size")));
        int[] slots = new int[1 << Math.min(bits, LARGEST)];
        long[] records = new long[1];
        IOException[] broken = new IOException[1];
        json.writeStringField("Domain", table);
        json.writeNumberField("Size", 1L << bits);
        json.writeArrayFieldStart("AoRs");
        locations.scan(table, record -> {
            records[0]++;
            long hash = locations.hash(record.aor());
            slots[(int) hash & slots.length - 1]++;
            try {
                record(json, table, record, hash);
                return !Thread.currentThread().isInterrupted();
            } catch (IOException e) {
                broken[0] = e;
                return false;
            }
        });
        if (broken[0] != null) {
            throw broken[0];
        }
        json.writeEndArray();
        json.writeObjectFieldStart("Stats");
        json.writeNumberField("Records", records[0]);
        int fullest = 0;
        for (int slot : slots) {
            fullest = Math.max(fullest, slot);
        }
        json.writeNumberField("Max-Slots", fullest);
        json.writeEndObject();
    }

    private void record(JsonGenerator json, String table, AddressRecord record, long hash) throws IOException {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("AoR", WireText.text(record.aor()));
        if (!brief) {
            shown.put("HashID", hash);
            shown.put("Contacts", contacts(locations, table, record));
        }
        JsonWriter.write(json, brief ? shown : Map.of("Info", shown));
    }

    /** A record as Kamailio's {@code ul.lookup} shows it. */
    static Map<String, Object> record(Locations locations, String table, AddressRecord record) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("AoR", WireText.text(record.aor()));
        shown.put("Contacts", contacts(locations, table, record));
        return shown;
    }

    private static List<Map<String, Object>> contacts(Locations locations, String table, AddressRecord record) {
        return record.contacts().stream()
                .map(contact -> Map.<String, Object>of("Contact", locations.attributes(table, record.aor(), contact)))
                .toList();
    }
}
