package dev.stackyn.routing.domain;

import dev.stackyn.kernel.AppId;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which names should have certificates.
 *
 * @param names those that the platform orders
 * @param tolerated those that may stay until something better is there
 * @param hosts whose each host is: what somebody has uploaded for his app goes when the host does
 */
record Wanted(Set<CertifiedName> names, Set<CertifiedName> tolerated, Map<Host, AppId> hosts) {

  /**
   * Whether what is kept for the name may stay.
   *
   * @param uploadedFor the app it was uploaded for; nothing when it was ordered
   */
  boolean bears(CertifiedName name, @Nullable AppId uploadedFor) {
    return uploadedFor == null
        ? names.contains(name) || tolerated.contains(name)
        : uploadedFor.equals(hosts.get(name.host()));
  }
}
