package dev.stackyn.billing.adapters.host;

import com.sun.management.OperatingSystemMXBean;
import dev.stackyn.billing.ports.Host;
import dev.stackyn.platform.domain.PlatformSettings;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/** The machine, or the container, that the platform itself runs in. */
@Singleton
final class ThisHost implements Host {
  private final Path home;

  ThisHost(PlatformSettings settings) {
    home = settings.home();
  }

  @Override
  public long memoryMb() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize()
        >> 20;
  }

  @Override
  public long diskMb() {
    try {
      return Files.getFileStore(home).getTotalSpace() >> 20;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public int processors() {
    return Runtime.getRuntime().availableProcessors();
  }
}
