package dev.stackyn.identity.domain;

/** Where a pass may be shown. It opens no other door. */
public enum Door {
  /** The cookie of a browser. */
  COOKIE,
  /** The address of a WebSocket, because a browser cannot send a header along with it. */
  WEB_SOCKET
}
