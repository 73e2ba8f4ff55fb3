package dev.stackyn.billing.domain;

import dev.stackyn.identity.domain.User;
import dev.stackyn.identity.domain.UserList;
import dev.stackyn.identity.domain.Users;
import dev.stackyn.kernel.UserId;
import dev.stackyn.platform.domain.RowSet;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Users together with what they have and use. */
@Singleton
public class Customers {
  private final Users users;
  private final Entitlements entitlements;
  private final List<Usage> usages;

  public Customers(Users users, Entitlements entitlements, Collection<Usage> usages) {
    this.users = users;
    this.entitlements = entitlements;
    this.usages = List.copyOf(usages);
  }

  @Transactional
  public Optional<Customer> find(UserId id) {
    return users
        .find(id)
        .map(user ->
            new Customer(
                user, entitlements.of(id), used(Set.of(id)).getOrDefault(id, Used.NOTHING)));
  }

  /** The rows that {@link #find} reads, but for that of the user himself. */
  public List<RowSet> rows(UserId id) {
    return Stream.concat(
            Stream.of(CustomerRows.PLAN.of(id.value())),
            usages.stream().map(usage -> usage.rows(id)))
        .toList();
  }

  /** Newest first; those whose e-mail contains the text, or all when it is empty. */
  @Transactional
  public CustomerList list(String search, int limit, int offset) {
    UserList found = users.list(search, limit, offset);
    Set<UserId> ids = found.users().stream().map(User::id).collect(Collectors.toSet());
    Map<UserId, Entitlement> had = entitlements.of(ids);
    Map<UserId, Used> used = used(ids);
    return new CustomerList(
        found.users().stream()
            .map(user ->
                new Customer(
                    user,
                    Objects.requireNonNull(had.get(user.id())),
                    used.getOrDefault(user.id(), Used.NOTHING)))
            .toList(),
        found.total());
  }

  private Map<UserId, Used> used(Set<UserId> ids) {
    return usages.stream()
        .flatMap(usage -> usage.of(ids).entrySet().stream())
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, Used::plus));
  }
}
