package dev.stackyn.routing.adapters.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackyn.platform.adapters.postgres.DatabaseExamination;
import dev.stackyn.platform.domain.DatabaseSettings;
import dev.stackyn.platform.domain.DatabaseSettings.Location.External;
import dev.stackyn.platform.domain.Finding;
import dev.stackyn.platform.domain.Variables;
import dev.stackyn.routing.domain.Certificate;
import dev.stackyn.routing.domain.Certificate.Prospect;
import dev.stackyn.routing.domain.CertifiedName;
import dev.stackyn.routing.ports.CertificateStore;
import dev.stackyn.routing.ports.CertificateStoreContract;
import dev.stackyn.testing.Databases;
import dev.stackyn.testing.TestPlatform;
import io.micronaut.transaction.TransactionOperations;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresCertificateStoreTest extends CertificateStoreContract {
  private TestPlatform platform;

  @BeforeAll
  void start() {
    platform =
        TestPlatform.start(Map.of("STACKYN_ROLE", "api", "STACKYN_HTTPS_PORT", "0")).untilReady();
  }

  @BeforeEach
  void empty() {
    platform.sql("delete from routing.certificates");
  }

  @AfterAll
  void close() {
    platform.close();
  }

  @Test
  void whatIsWrongWithThemIsSeenFromOutside() throws Exception {
    assertThat(examined()).isEqualTo(Finding.ok("no certificates yet"));
    assertThat(platform.get("/metrics").body())
        .contains("certificates_failing 0.0", "certificates_first_expiry_days NaN");

    store()
        .put(
            new Certificate(
                new CertifiedName("shop.example.com"),
                Optional.empty(),
                Optional.empty(),
                new Prospect(3, "no port is open", Optional.of(Instant.EPOCH), Optional.empty())),
            store().nextRevision());

    Finding finding = examined();
    assertThat(finding.state()).isEqualTo(Finding.State.WARNING);
    assertThat(finding.text())
        .isEqualTo("shop.example.com could not be ordered (3 times): no port is open");
    assertThat(platform.get("/metrics").body()).contains("certificates_failing 1.0");
  }

  /** By a connection of its own, as the doctor's. */
  private Finding examined() throws IOException {
    String url = Databases.url(platform.bean(External.class));
    return DatabaseExamination.within(
            DatabaseSettings.from(new Variables(Map.of("DATABASE_URL", url)), Path.of("home")),
            database -> CertificateExamination.of(database, Clock.systemUTC()))
        .orElseThrow();
  }

  /** Each call in a transaction of its own. */
  @Override
  @SuppressWarnings("unchecked")
  protected CertificateStore store() {
    CertificateStore store = platform.bean(CertificateStore.class);
    TransactionOperations<Connection> transactions = platform.bean(TransactionOperations.class);
    return (CertificateStore)
        Proxy.newProxyInstance(
            CertificateStore.class.getClassLoader(),
            new Class<?>[] {CertificateStore.class},
            (proxy, method, arguments) ->
                transactions.executeWrite(status -> {
                  try {
                    return method.invoke(store, arguments);
                  } catch (IllegalAccessException | InvocationTargetException e) {
                    throw new IllegalStateException(e);
                  }
                }));
  }
}
