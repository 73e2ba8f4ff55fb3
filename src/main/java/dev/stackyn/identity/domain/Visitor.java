package dev.stackyn.identity.domain;

/** Where a request comes from, and what it says it was sent with. */
public record Visitor(String address, String agent) {
  private static final int LONGEST_ADDRESS = 64;
  private static final int LONGEST_AGENT = 300;

  public Visitor {
    address = cut(address, LONGEST_ADDRESS);
    agent = cut(agent.replaceAll("\\p{Cntrl}", " "), LONGEST_AGENT);
  }

  private static String cut(String text, int most) {
    return text.length() > most ? text.substring(0, most) : text;
  }
}
