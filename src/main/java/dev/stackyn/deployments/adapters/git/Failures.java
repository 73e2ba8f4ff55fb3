package dev.stackyn.deployments.adapters.git;

import dev.stackyn.deployments.engine.DeployCode;
import dev.stackyn.deployments.engine.DeployFailure;
import dev.stackyn.deployments.engine.Repository;
import dev.stackyn.deployments.engine.RepositoryUrl;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.apache.sshd.common.SshException;
import org.eclipse.jgit.errors.NoRemoteRepositoryException;
import org.eclipse.jgit.errors.RemoteRepositoryException;
import org.eclipse.jgit.errors.TooLargeObjectInPackException;

/** Says in words that somebody can act on why a host did not give us a repository. */
final class Failures {
  private Failures() {}

  /** Nothing, when the host and the network are not known to be the reason. */
  static Optional<DeployFailure> reason(Throwable thrown, Repository repository, int status) {
    if (thrown instanceof DeployFailure known) {
      return Optional.of(known);
    }
    RepositoryUrl url = repository.url();
    boolean known = repository.credential().isPresent();
    if (status >= 400) {
      return Optional.of(byStatus(status, url, known));
    }
    return causes(thrown).flatMap(cause -> byCause(cause, url, known).stream()).findFirst();
  }

  static DeployFailure notGit(RepositoryUrl url) {
    return new DeployFailure(
        DeployCode.REPO_NOT_FOUND,
        "There is a web page at "
            + url
            + ", but not a Git repository. Copy the URL from the"
            + " host's clone button.");
  }

  /** Of JGit or the disk, with nothing that the app's owner could do about it. */
  static DeployFailure ours(Exception e) {
    return new DeployFailure(
        DeployCode.INTERNAL_PLATFORM_ERROR,
        "The repository could not be read on our side. Try again; if it stays, tell an"
            + " administrator.",
        e);
  }

  static DeployFailure unreachable(RepositoryUrl url, String how, Throwable cause) {
    return new DeployFailure(DeployCode.REPO_UNREACHABLE, url.host() + " " + how + ".", cause);
  }

  private static DeployFailure byStatus(int status, RepositoryUrl url, boolean known) {
    return switch (status) {
      case 401, 403 -> denied(url, known);
      case 404, 410 -> notFound(url, known);
      case 407 ->
          new DeployFailure(
              DeployCode.REPO_UNREACHABLE, "The proxy of this platform wants a password.");
      case 429 ->
          new DeployFailure(
              DeployCode.REPO_UNREACHABLE,
              url.host() + " says that this platform asks too often. Try again later.");
      default ->
          new DeployFailure(
              DeployCode.REPO_UNREACHABLE,
              url.host() + " answers with an error (HTTP " + status + "). Try again later.");
    };
  }

  private static Optional<DeployFailure> byCause(
      Throwable cause, RepositoryUrl url, boolean known) {
    String text = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
    return Optional.ofNullable(
        switch (cause) {
          case DeployFailure already -> already;
          case TooLargeObjectInPackException _ ->
              new DeployFailure(
                  DeployCode.REPO_TOO_LARGE,
                  "The repository holds a file that is larger than allowed here.");
          case UnknownHostException _ ->
              new DeployFailure(
                  DeployCode.REPO_NOT_FOUND,
                  "There is no host named " + url.host() + ". Check the URL.");
          case SSLException _ ->
              unreachable(url, "has no certificate that can be trusted for this name", cause);
          case SocketTimeoutException _ -> unreachable(url, "does not answer", cause);
          case SocketException _ -> unreachable(url, "cannot be reached", cause);
          case SshException _ when text.contains("authentication") -> denied(url, known);
          case SshException _ -> unreachable(url, "does not finish an SSH connection", cause);
          case NoRemoteRepositoryException _ -> notFound(url, known);
          case RemoteRepositoryException _ when text.contains("not our ref") ->
              Advertised.missing("The repository has no such commit.");
          case RemoteRepositoryException _ when saysMissing(text) -> notFound(url, known);
          case RemoteRepositoryException _ when saysDenied(text) -> denied(url, known);
          default -> null;
        });
  }

  private static boolean saysMissing(String text) {
    return text.contains("not found") || text.contains("not exist");
  }

  private static boolean saysDenied(String text) {
    return text.contains("denied") || text.contains("not authorized") || text.contains("access");
  }

  private static DeployFailure notFound(RepositoryUrl url, boolean known) {
    return new DeployFailure(
        DeployCode.REPO_NOT_FOUND,
        known
            ? "There is no repository at "
                + url
                + ", or this app's credential may not see it:"
                + " hosts answer the same to both."
            : "There is no repository at "
                + url
                + ", or it is private: hosts answer the same to"
                + " both. Check the spelling, or give the app a token or deploy key.");
  }

  private static DeployFailure denied(RepositoryUrl url, boolean known) {
    boolean ssh = url.scheme() == RepositoryUrl.Scheme.SSH;
    if (ssh) {
      return new DeployFailure(
          DeployCode.REPO_ACCESS_DENIED,
          url.host()
              + " does not know this app's deploy key for "
              + url
              + ". Add its public half"
              + " to the repository's deploy keys (read access is enough).");
    }
    return new DeployFailure(
        DeployCode.REPO_ACCESS_DENIED,
        known
            ? url.host()
                + " refuses this app's token for "
                + url
                + ". It may have expired or been"
                + " revoked, or it lacks read access to this repository's contents."
            : url
                + " is private or does not exist: "
                + url.host()
                + " answers the same to both."
                + " Check the spelling, or give the app a token that may read it.");
  }

  private static Stream<Throwable> causes(Throwable thrown) {
    return Stream.iterate(thrown, java.util.Objects::nonNull, Throwable::getCause).limit(20);
  }
}
