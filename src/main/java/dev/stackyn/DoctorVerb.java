package dev.stackyn;

import dev.stackyn.deployments.adapters.docker.Alarms;
import dev.stackyn.deployments.adapters.docker.EngineAddress;
import dev.stackyn.deployments.adapters.docker.EngineHttp;
import dev.stackyn.deployments.adapters.docker.bounds.BuildBounds;
import dev.stackyn.deployments.adapters.docker.wall.HostWall;
import dev.stackyn.platform.adapters.docker.DockerEngine;
import dev.stackyn.platform.adapters.docker.DockerProbe;
import dev.stackyn.platform.adapters.host.Home;
import dev.stackyn.platform.adapters.host.HostExamination;
import dev.stackyn.platform.adapters.postgres.DatabaseExamination;
import dev.stackyn.platform.domain.DockerSettings;
import dev.stackyn.platform.domain.Finding;
import dev.stackyn.platform.domain.PlatformSettings;
import dev.stackyn.routing.adapters.postgres.CertificateExamination;
import io.micronaut.json.JsonMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * {@code doctor}: looks at everything the platform stands on, and says what is wrong and how to
 * mend it.
 */
final class DoctorVerb {
  private DoctorVerb() {}

  /** Returns whether all is well enough to run. */
  static boolean run(Settings settings, List<String> warnings, PrintStream out) throws IOException {
    Map<String, Finding> findings = findings(settings);
    warnings.forEach(
        warning -> print(out, "settings", Finding.warning(warning, "see .env.example")));
    findings.forEach((name, finding) -> print(out, name, finding));
    return findings.values().stream().noneMatch(Finding::isProblem);
  }

  private static Map<String, Finding> findings(Settings all) throws IOException {
    PlatformSettings settings = all.platform();
    boolean runs = Home.isTaken(settings.home());
    String host = settings.http().host();
    int routerPort = settings.engine().routing().routerPort();
    Map<String, Finding> findings = new LinkedHashMap<>();
    findings.put("java", HostExamination.java());
    findings.put("disk", HostExamination.disk(settings.home()));
    findings.put("port", HostExamination.port("PORT", host, settings.http().port(), runs));
    findings.put(
        "router port", HostExamination.port("STACKYN_ROUTER_PORT", host, routerPort, runs));
    findings.put("database", DatabaseExamination.of(settings.database()));
    try (DockerEngine engine = new DockerEngine(settings.engine().docker())) {
      DockerProbe docker = new DockerProbe(() -> engine);
      findings.put("docker", docker.examine());
      if (!findings.get("docker").isProblem()) {
        findings.put("live-restore", docker.examineRestart());
      }
    }
    findings.put("builds", builds(all));
    findings.put("wall", new HostWall(all.containers(), settings.engine().docker()).look());
    if (all.router().https().isPresent()) {
      DatabaseExamination.within(
              settings.database(),
              database -> CertificateExamination.of(database, Clock.systemUTC()))
          .ifPresent(finding -> findings.put("certificates", finding));
    }
    findings.put("routing", HostExamination.routing(settings.engine().routing().baseDomain()));
    return findings;
  }

  private static Finding builds(Settings all) {
    DockerSettings docker = all.platform().engine().docker();
    try (Alarms alarms = new Alarms()) {
      EngineHttp engine =
          new EngineHttp(new EngineAddress(docker), alarms, JsonMapper.createDefault());
      return new BuildBounds(engine, all.builds(), all.containers(), docker).look();
    }
  }

  private static void print(PrintStream out, String name, Finding finding) {
    String state = finding.state().name().toLowerCase(Locale.ROOT);
    out.printf("%-8s %-12s %s%n", state, name, finding.text());
    finding.remedy().ifPresent(remedy -> out.printf("%-8s %-12s %s%n", "", "", "-> " + remedy));
  }
}
