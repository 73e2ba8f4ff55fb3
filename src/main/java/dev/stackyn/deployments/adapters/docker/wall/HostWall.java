package dev.stackyn.deployments.adapters.docker.wall;

import dev.stackyn.deployments.domain.ContainerSettings;
import dev.stackyn.platform.domain.DockerSettings;
import dev.stackyn.platform.domain.Finding;
import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps containers from this host. Without it, whatever listens on the host's addresses answers
 * every app, through the address of the app's own bridge. The rules are the same for all platforms
 * on the host, stay when a platform ends, and are put back when somebody else has taken them away.
 */
public final class HostWall {
  private static final Logger LOG = LoggerFactory.getLogger(HostWall.class);
  private static final String OPEN = "containers can reach what listens on this host's addresses";
  private static final String REMEDY =
      "run Stackyn as root on a host with iptables, or keep them away by a packet filter of your"
          + " own and set STACKYN_WALL=off";
  private static final int ATTEMPTS = 3;

  private final Iptables iptables = new Iptables();
  private final ContainerSettings.Wall wanted;
  private final boolean local;

  public HostWall(ContainerSettings settings, DockerSettings docker) {
    this.wanted = settings.wall();
    this.local = isLocal(docker);
  }

  /** Whether the engine runs on this host, as far as can be told. */
  public static boolean isLocal(DockerSettings docker) {
    return "unix".equals(docker.host().getScheme());
  }

  /** Puts up what is missing. To be called at the start, and now and then. */
  public Finding raise() {
    if (!isOurs()) {
      return look();
    }
    try {
      IOException problem = new IOException("the rules do not stay");
      for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
        List<String> missing = WallRules.missing(iptables.rules());
        if (missing.isEmpty()) {
          return look();
        }
        problem = attempt(missing, problem);
      }
      return open(problem);
    } catch (IOException e) {
      return open(e);
    }
  }

  /** Another platform may do the same at the same time: then there is less to do. */
  private IOException attempt(List<String> missing, IOException before) {
    try {
      iptables.change(missing);
      LOG.info("Put up the wall between containers and this host");
      return before;
    } catch (IOException e) {
      return e;
    }
  }

  /** Looks, and changes nothing; tells too when {@link #raise} could not change it either. */
  public Finding look() {
    if (!isOurs()) {
      return wanted == ContainerSettings.Wall.OFF
          ? Finding.ok("the wall between containers and the host is somebody else's matter")
          : Finding.warning(
              "the engine is on another host: there, " + OPEN,
              "keep them away by that host's packet filter, and set STACKYN_WALL=off");
    }
    try {
      List<String> missing = WallRules.missing(iptables.rules());
      if (missing.isEmpty()) {
        return Finding.ok("containers are kept from this host");
      }
      iptables.rehearse(missing);
      return Finding.warning(OPEN, "start Stackyn: it closes the way");
    } catch (IOException e) {
      return open(e);
    }
  }

  /** Takes the rules away, whoever put them up. */
  public void lower() throws IOException {
    List<String> removal = WallRules.removal(iptables.rules());
    if (!removal.isEmpty()) {
      iptables.change(removal);
    }
  }

  private boolean isOurs() {
    return local && wanted == ContainerSettings.Wall.AUTO;
  }

  private static Finding open(IOException e) {
    return Finding.warning("%s (%s)".formatted(OPEN, e.getMessage()), REMEDY);
  }
}
