package dev.stackyn.routing.adapters.postgres;

import dev.stackyn.routing.ports.CertificateStore;
import dev.stackyn.routing.ports.CertificateStoreContract;
import dev.stackyn.testing.TestPlatform;
import io.micronaut.transaction.TransactionOperations;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresCertificateStoreTest extends CertificateStoreContract {
  private TestPlatform platform;

  @BeforeAll
  void start() {
    platform = TestPlatform.start(Map.of("STACKYN_ROLE", "api")).untilReady();
  }

  @BeforeEach
  void empty() {
    platform.sql("delete from routing.certificates");
  }

  @AfterAll
  void close() {
    platform.close();
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
