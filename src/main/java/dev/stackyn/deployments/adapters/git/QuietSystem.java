package dev.stackyn.deployments.adapters.git;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.ConfigConstants;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.storage.file.WindowCacheConfig;
import org.eclipse.jgit.transport.UserAgent;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;
import org.jspecify.annotations.Nullable;

/**
 * What JGit sees of this machine: nothing. The Git configuration, environment and home of whoever
 * runs the platform say nothing about the repositories of its users; and JGit, asked for them,
 * would run the {@code git} program at its first use.
 */
final class QuietSystem extends SystemReader {
  private static final int MEGABYTE = 1 << 20;

  private final SystemReader real;

  private QuietSystem(SystemReader real) {
    this.real = real;
  }

  /** To be called before JGit's first use. Safe to repeat. */
  static synchronized void install() {
    SystemReader present = SystemReader.getInstance();
    if (present instanceof QuietSystem) {
      return;
    }
    SystemReader.setInstance(new QuietSystem(present));
    UserAgent.set("git/2.0 (Stackyn)");
    // The platform's heap is small: larger files are streamed, and little of a pack is held.
    WindowCacheConfig cache = new WindowCacheConfig();
    cache.setPackedGitLimit(8L * MEGABYTE);
    cache.setDeltaBaseCacheLimit(8 * MEGABYTE);
    cache.setStreamFileThreshold(2 * MEGABYTE);
    cache.setExposeStatsViaJmx(false);
    cache.install();
  }

  @Override
  public String getHostname() {
    return "stackyn";
  }

  @Override
  public @Nullable String getenv(String variable) {
    return null;
  }

  @Override
  public @Nullable String getProperty(String key) {
    return real.getProperty(key);
  }

  @Override
  public FileBasedConfig openUserConfig(@Nullable Config parent, FS fs) {
    return new NoConfig(parent, fs);
  }

  @Override
  public FileBasedConfig openSystemConfig(@Nullable Config parent, FS fs) {
    return new NoConfig(parent, fs);
  }

  @Override
  public FileBasedConfig openJGitConfig(@Nullable Config parent, FS fs) {
    return new NoConfig(parent, fs);
  }

  @Override
  @Deprecated
  public long getCurrentTime() {
    return real.now().toEpochMilli();
  }

  @Override
  @Deprecated
  // It overrides: there is nothing for a caller to write instead.
  @SuppressWarnings("InlineMeSuggester")
  public int getTimezone(long when) {
    return 0;
  }

  /** A configuration with nothing in it, and no file behind it. */
  private static final class NoConfig extends FileBasedConfig {
    private static final Duration TICK = Duration.ofMillis(10);

    NoConfig(@Nullable Config parent, FS fs) {
      super(parent, null, fs);
    }

    /** How exact the disk's clock is, which JGit would measure by writing files for seconds. */
    @Override
    public long getTimeUnit(
        String section,
        @Nullable String subsection,
        String name,
        long defaultValue,
        TimeUnit wanted) {
      return section.equals(ConfigConstants.CONFIG_FILESYSTEM_SECTION)
          ? wanted.convert(TICK)
          : defaultValue;
    }

    @Override
    public void load() {
      // There is nothing to load.
    }

    @Override
    public void save() {
      // Nothing is ever changed.
    }

    @Override
    public boolean isOutdated() {
      return false;
    }
  }
}
