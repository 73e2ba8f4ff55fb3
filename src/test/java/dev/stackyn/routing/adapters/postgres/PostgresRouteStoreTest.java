package dev.stackyn.routing.adapters.postgres;

import dev.stackyn.routing.ports.RouteStore;
import dev.stackyn.routing.ports.RouteStoreContract;
import dev.stackyn.testing.TestPlatform;
import io.micronaut.transaction.TransactionOperations;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresRouteStoreTest extends RouteStoreContract {
  private TestPlatform platform;

  @BeforeAll
  void start() {
    platform = TestPlatform.start().untilReady();
  }

  @BeforeEach
  void empty() {
    platform.sql("delete from routing.routes");
  }

  @AfterAll
  void close() {
    platform.close();
  }

  /** Each call in a transaction of its own. */
  @Override
  @SuppressWarnings("unchecked")
  protected RouteStore store() {
    RouteStore store = platform.bean(RouteStore.class);
    TransactionOperations<Connection> transactions = platform.bean(TransactionOperations.class);
    return (RouteStore)
        Proxy.newProxyInstance(
            RouteStore.class.getClassLoader(),
            new Class<?>[] {RouteStore.class},
            (proxy, method, arguments) ->
                transactions.executeWrite(status -> call(store, method, arguments)));
  }

  private static Object call(RouteStore store, Method method, Object[] arguments) {
    try {
      return method.invoke(store, arguments);
    } catch (InvocationTargetException e) {
      throw new IllegalStateException(e.getCause());
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }
}
