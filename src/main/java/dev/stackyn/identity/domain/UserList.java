package dev.stackyn.identity.domain;

import java.util.List;

/** Some of the users that were looked for, and how many there are in all. */
public record UserList(List<User> users, long total) {
  public UserList {
    users = List.copyOf(users);
  }
}
