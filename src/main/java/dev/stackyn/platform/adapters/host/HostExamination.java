package dev.stackyn.platform.adapters.host;

import dev.stackyn.platform.domain.Finding;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/** What the doctor looks at on the machine itself. */
public final class HostExamination {
  private static final long LITTLE = 5L << 30;
  private static final long TOO_LITTLE = 1L << 30;

  private HostExamination() {}

  public static Finding java() {
    Runtime.Version version = Runtime.version();
    return version.feature() >= 25
        ? Finding.ok(version + ", " + System.getProperty("java.vendor"))
        : Finding.problem("version " + version, "run through ./stackyn, which finds a JDK 25");
  }

  /** Room for the database, images and logs where the platform keeps its state. */
  public static Finding disk(Path home) {
    try {
      Path existing = home;
      while (existing != null && !Files.exists(existing)) {
        existing = existing.getParent();
      }
      if (existing == null) {
        throw new NoSuchFileException(home.toString());
      }
      long free = Files.getFileStore(existing).getUsableSpace();
      String text = "%d GB free in %s".formatted(free >> 30, home);
      String remedy = "make room, or set STACKYN_HOME to a larger disk";
      if (free < TOO_LITTLE) {
        return Finding.problem(text, remedy);
      }
      return free < LITTLE ? Finding.warning(text, remedy) : Finding.ok(text);
    } catch (IOException e) {
      return Finding.problem(home + " cannot be looked at", "check that the folder can be read");
    }
  }

  /** Whether the port can be had; a platform that runs on this home has it already. */
  public static Finding port(String variable, String host, int port, boolean platformRuns) {
    if (port == 0) {
      return Finding.ok("any free one");
    }
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(host, port));
      return Finding.ok(port + " is free");
    } catch (IOException e) {
      return platformRuns
          ? Finding.ok(port + " is taken, and Stackyn runs on this home")
          : Finding.problem(port + " is taken", "stop what listens there, or set " + variable);
    }
  }

  /** Whether names below the base domain lead to this machine. */
  public static Finding routing(String baseDomain) {
    if (baseDomain.equals("localhost") || baseDomain.endsWith(".localhost")) {
      return Finding.ok("apps answer on *." + baseDomain + ", on this machine only");
    }
    String name = "stackyn-doctor." + baseDomain;
    String remedy =
        "point a wildcard record *.%s at this machine, or set BASE_DOMAIN".formatted(baseDomain);
    InetAddress[] addresses;
    try {
      addresses = InetAddress.getAllByName(name);
    } catch (UnknownHostException e) {
      return Finding.problem("*." + baseDomain + " leads nowhere", remedy);
    }
    String found =
        Arrays.stream(addresses).map(InetAddress::getHostAddress).collect(Collectors.joining(", "));
    return Arrays.stream(addresses).anyMatch(HostExamination::isOurs)
        ? Finding.ok("*." + baseDomain + " leads here (" + found + ")")
        : Finding.warning(
            "*.%s leads to %s, which is no address of this machine".formatted(baseDomain, found),
            remedy + "; behind NAT this is as it should be");
  }

  private static boolean isOurs(InetAddress address) {
    try {
      return address.isLoopbackAddress() || NetworkInterface.getByInetAddress(address) != null;
    } catch (SocketException e) {
      return false;
    }
  }
}
