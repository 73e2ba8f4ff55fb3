package dev.stackyn.routing.adapters.disk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackyn.routing.domain.Route;
import dev.stackyn.routing.domain.RouteTable;
import dev.stackyn.routing.ports.TableFile;
import dev.stackyn.routing.ports.TableFileContract;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskTableFileTest extends TableFileContract {
  private static final Route ROUTE = to(BLOG, AT_BLOG, "blog.example.com");

  @TempDir private Path folder;

  @Override
  protected TableFile file() {
    return of("boot-1", "database-1");
  }

  @Test
  void isReadableByItsOwnerOnlyAndNothingElseStaysBehind() throws IOException {
    keep(ROUTE);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path())))
        .isEqualTo("rw-------");
    try (Stream<Path> files = Files.list(path().resolveSibling(""))) {
      assertThat(files).containsExactly(path());
    }
  }

  @Test
  void isNotTakenAfterAnotherStartOfTheHostOrOnAnotherDatabase() {
    keep(ROUTE);

    assertThat(of("boot-2", "database-1").origin()).isEmpty();
    assertThat(of("boot-1", "database-2").origin()).isEmpty();
    assertThat(of("", "database-1").origin()).isEmpty();
    assertThat(of("boot-1", "database-1").origin()).isPresent();
  }

  @Test
  void nothingIsKeptWhereStartsOfTheHostCannotBeToldApart() {
    assertThat(of("", "database-1").keep("here", new RouteTable(1, List.of(ROUTE)), () -> true))
        .isFalse();
    assertThat(path()).doesNotExist();
  }

  /** Cut at every place, and with every byte another one: none of it is ever believed. */
  @Test
  void whatIsNotWholeIsAsIfItWereNotThere() throws IOException {
    keep(ROUTE, to(SHOP, AT_SHOP, "shop.example.com"));
    byte[] whole = Files.readAllBytes(path());
    for (int at = 0; at < whole.length; at++) {
      Files.write(path(), Arrays.copyOf(whole, at));
      assertThat(file().routes(EVERYBODY)).as("cut at %d", at).isEmpty();
      byte[] changed = whole.clone();
      changed[at] ^= 1;
      Files.write(path(), changed);
      assertThat(file().routes(EVERYBODY)).as("changed at %d", at).isEmpty();
    }
    Files.write(path(), whole);
    assertThat(file().routes(EVERYBODY)).hasSize(2);
  }

  @Test
  void whatIsNotItsOwnIsAsIfItWereNotThere() throws IOException {
    Files.createDirectories(path().getParent());
    for (String foreign :
        new String[] {"", "\n", "\n\n", "PNG", "end 0\n", "a b c d e f\nend 0\n"}) {
      Files.writeString(path(), foreign);
      assertThat(file().origin()).isEmpty();
      assertThat(file().routes(EVERYBODY)).isEmpty();
    }
    Files.delete(path());
    Files.createDirectory(path());
    assertThat(file().origin()).isEmpty();
    assertThat(file().routes(EVERYBODY)).isEmpty();
  }

  @Test
  void aFileThatIsTooLargeIsNotRead() throws IOException {
    keep(ROUTE);
    try (var out = Files.newByteChannel(path(), StandardOpenOption.WRITE)) {
      out.position(TableText.LARGEST);
      out.write(StandardCharsets.US_ASCII.encode("\n"));
    }

    assertThat(file().origin()).isPresent();
    assertThat(file().routes(EVERYBODY)).isEmpty();
  }

  @Test
  void isNotKeptWhereNothingCanBeWritten() throws IOException {
    Files.writeString(folder.resolve("run"), "no folder");

    assertThat(keep(ROUTE)).isFalse();
    assertThat(file().confirm()).isFalse();
    assertThat(file().origin()).isEmpty();
  }

  private Path path() {
    return folder.resolve("run").resolve("routes");
  }

  private TableFile of(String boot, String database) {
    return new DiskTableFile(path(), new TableText(boot, database), clock);
  }
}
