package org.waypost.itest.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.waypost.itest.kit.JavaBundle;
import org.waypost.itest.kit.SharedContainer;
import org.waypost.itest.kit.WaypostContainer;

/** The pages in {@code docs/} say what the code says, and their examples work. */
@ExtendWith(SharedContainer.class)
class PagesIT {

    private static final Pattern FENCE = Pattern.compile("(?s)```(\\w+)\n(.*?)```");

    private final WaypostContainer waypost;

    PagesIT(WaypostContainer waypost) {
        this.waypost = waypost;
    }

    /** If not: run the script {@code describe}. */
    @Test
    void whatTheyTakeFromTheCodeIsUpToDate() throws IOException {
        String functions = waypost.exec("kemi:functions");
        for (Path page : Pages.all()) {
            String text = Files.readString(page);
            assertThat(Pages.upToDate(text, functions)).as(page.toString()).isEqualTo(text);
        }
    }

    @Test
    void everyParametersExampleIsAccepted() throws IOException {
        Files.copy(
                Pages.FOLDER.resolve("examples/basic.lua"),
                waypost.config().resolve("basic.lua"),
                StandardCopyOption.REPLACE_EXISTING);
        for (String file : List.of("sip.pem", "sip.key", "ca.pem", "revoked.pem", "tls.cfg")) {
            Files.writeString(waypost.config().resolve(file), "");
        }
        waypost.exec("cfg:set registrar outbound_mode 2"); // or no flow_timer is accepted
        for (Object key : Pages.examples().keySet()) {
            String[] names = key.toString().split("\\.", 2);
            String value = Pages.examples().getProperty(key.toString());
            String before = waypost.exec("cfg:get " + names[0] + " " + names[1]).strip();
            waypost.exec("cfg:set %s %s '%s'".formatted(names[0], names[1], value));
            waypost.exec("cfg:set %s %s '%s'".formatted(names[0], names[1], before));
        }
        waypost.exec("cfg:set registrar outbound_mode 0");
    }

    @Test
    void everyExampleInLuaIsLua(@TempDir Path folder) throws IOException {
        StringBuilder script = new StringBuilder();
        int number = 0;
        for (Path page : Pages.all()) {
            for (String code : fences(page, "lua")) {
                script.append("local function example")
                        .append(++number)
                        .append("()\n")
                        .append(code)
                        .append("end\n");
            }
        }
        assertThat(number).isPositive();
        script.append("function ksr_request_route() KSR.registrar.save(\"location\", 0) return 1 end\n");
        Path file = Files.writeString(folder.resolve("examples.lua"), script);
        int logged = waypost.log().length();
        waypost.exec("cfg:set kemi script '" + file + "'");
        waypost.exec("cfg:set kemi script ''");
        assertThat(waypost.log().substring(logged)).doesNotContain(" WARN ", " ERROR ");
    }

    @Test
    void everyExampleInJavaIsPartOfOneThatCompiles(@TempDir Path folder) throws IOException {
        List<Path> sources;
        try (Stream<Path> files = Files.list(Pages.FOLDER.resolve("examples"))) {
            sources = files.filter(file -> file.toString().endsWith(".java")).toList();
        }
        StringBuilder all = new StringBuilder();
        for (Path source : sources) {
            String name = source.getFileName().toString().replace(".java", "");
            JavaBundle.of(source, name, Files.createDirectory(folder.resolve(name)));
            all.append(Files.readString(source));
        }
        for (Path page : Pages.all()) {
            for (String code : fences(page, "java")) {
                assertThat(all.toString().lines().map(String::strip).collect(Collectors.joining("\n")))
                        .as(page.toString())
                        .contains(code.strip().split("\n"));
            }
        }
    }

    private static List<String> fences(Path page, String language) throws IOException {
        List<String> found = new ArrayList<>();
        for (Matcher fence = FENCE.matcher(Files.readString(page)); fence.find(); ) {
            if (fence.group(1).equals(language)) {
                found.add(fence.group(2));
            }
        }
        return found;
    }
}
