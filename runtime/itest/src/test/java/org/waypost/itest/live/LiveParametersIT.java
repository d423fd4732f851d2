package org.waypost.itest.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.waypost.testdatabases.TestDatabase;

/**
 * Every parameter of registrar and usrloc is changed in a running container; its effect is seen on the next request or in the table,
 * and gone once it is set back. Three containers at once, as some take their time.
 */
@Execution(ExecutionMode.CONCURRENT)
class LiveParametersIT {

    /** What Kamailio's registrar and usrloc have, and {@code compat}; {@code *_column} are in {@link DatabaseProbes}. */
    private static final String NAMES = """
            default_expires default_expires_range expires_range min_expires min_expires_mode max_expires default_q realm_prefix
            append_branches case_sensitive received_avp received_param max_contacts retry_after sock_flag sock_hdr_name sock_mode
            method_filtering use_path path_mode path_use_received path_check_local xavp_cfg xavp_rcd xavp_rcd_mask gruu_enabled
            outbound_mode regid_mode flow_timer contact_max_size event_callback lookup_filter_mode use_expired_contacts aor_avp
            reg_callid_avp compat

            db_mode db_url use_domain timer_interval hash_size fetch_rows preload db_load db_insert_update db_update_as_insert
            db_check_update db_ops_ruid db_timer_clean rm_expired_delay db_insert_null db_clean_tcp server_id_filter
            skip_remote_socket expires_type version_table xavp_contact
            ruid_column user_column domain_column contact_column received_column path_column expires_column q_column callid_column
            cseq_column flags_column cflags_column user_agent_column socket_column methods_column instance_column reg_id_column
            server_id_column connection_id_column keepalive_column partition_column
            matching_mode cseq_delay desc_time_order nat_bflag
            handle_lost_tcp close_expired_tcp
            ka_mode ka_method ka_from ka_domain ka_filter ka_timeout ka_interval ka_randomize ka_reply_codes ka_loglevel ka_logmsg
            """;

    @Test
    void noneIsMissing() {
        List<String> probed = Stream.of(
                        RegistrarProbes.all(),
                        LocationProbes.immediate(),
                        LocationProbes.timed(),
                        KeepaliveProbes.all(),
                        DatabaseProbes.all("jdbc:h2:mem:none"))
                .flatMap(List::stream)
                .flatMap(probe -> probe.changes().stream())
                .map(Setting::key)
                .toList();
        assertThat(probed).contains(NAMES.strip().split("\\s+")).doesNotHaveDuplicates();
    }

    @TestFactory
    Stream<DynamicTest> takeEffectOnTheNextRequest() {
        return Probing.tests(new Bench(), RegistrarProbes.all(), LocationProbes.immediate(), LocationProbes.timed());
    }

    @TestFactory
    Stream<DynamicTest> takeEffectOnTheNextKeepalive() {
        return Probing.tests(new Bench(), KeepaliveProbes.all());
    }

    @TestFactory
    Stream<DynamicTest> takeEffectInTheTable() throws SQLException {
        TestDatabase other = DatabaseProbes.another();
        Bench bench = new Bench();
        bench.useDatabase(3);
        DatabaseProbes.addColumns(bench);
        bench.waypost.exec("cfg:set usrloc db_mode 0");
        return Probing.tests(bench, DatabaseProbes.all(other.url())).onClose(other::close);
    }
}
