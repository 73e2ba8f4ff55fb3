package dev.stackyn.billing.domain;

import java.util.List;

/** Some of the customers that were looked for, and how many there are in all. */
public record CustomerList(List<Customer> customers, long total) {
  public CustomerList {
    customers = List.copyOf(customers);
  }
}
