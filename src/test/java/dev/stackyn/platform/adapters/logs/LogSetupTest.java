package dev.stackyn.platform.adapters.logs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackyn.platform.domain.LogSettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

class LogSetupTest {
  private static final Logger LOG = LoggerFactory.getLogger("dev.stackyn.LogSetupTest");

  private final PrintStream before = System.out;

  @AfterEach
  void restore() {
    System.setOut(before);
    LogSetup.forService(new LogSettings(LogSettings.Level.INFO, LogSettings.Format.TEXT));
  }

  @Test
  void aLineForMachinesIsOneJsonObject() throws IOException {
    String said = log(LogSettings.Format.JSON);

    assertThat(said.lines()).hasSize(1);
    assertThat(new JsonMapper().readValue(said, new TypeReference<Map<String, Object>>() {}))
        .containsEntry("message", "a \"quoted\" line\nin two")
        .containsEntry("level", "INFO")
        .containsEntry("request_id", "r-1")
        .containsEntry("status", 200)
        .containsKeys("time", "logger_name", "stack_trace");
  }

  @Test
  void aLineForPeopleReadsWithoutBraces() throws IOException {
    String said = log(LogSettings.Format.TEXT);

    assertThat(said)
        .contains("INFO", "a \"quoted\" line", "status=\"200\"", "r-1")
        .doesNotContain("{");
  }

  @Test
  void whatIsBelowTheLevelIsNotWritten() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    LogSetup.forService(new LogSettings(LogSettings.Level.ERROR, LogSettings.Format.TEXT));

    LOG.warn("not this");
    LogSetup.flush();

    assertThat(out.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  private static String log(LogSettings.Format format) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    LogSetup.forService(new LogSettings(LogSettings.Level.INFO, format));
    MDC.put("request_id", "r-1");
    try {
      LOG.atInfo()
          .addKeyValue("status", 200)
          .setCause(new IllegalStateException("why"))
          .log("a \"quoted\" line\nin two");
    } finally {
      MDC.remove("request_id");
    }
    LogSetup.flush();
    return out.toString(StandardCharsets.UTF_8);
  }
}
