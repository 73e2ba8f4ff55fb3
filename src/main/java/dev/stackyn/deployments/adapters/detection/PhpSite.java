package dev.stackyn.deployments.adapters.detection;

/** How Apache serves a PHP project. */
final class PhpSite {
  static final String FILE = ".stackyn/apache.conf";
  static final String SETTINGS_FILE = ".stackyn/php.ini";

  static final String SETTINGS =
      """
      expose_php = Off
      display_errors = Off
      log_errors = On
      memory_limit = 256M
      post_max_size = 64M
      upload_max_filesize = 64M
      """;

  private PhpSite() {}

  static void serve(Sheet sheet) {
    sheet
        .line("COPY [\"%s\", \"/etc/apache2/sites-available/000-default.conf\"]".formatted(FILE))
        .line("COPY [\"%s\", \"/usr/local/etc/php/conf.d/stackyn.ini\"]".formatted(SETTINGS_FILE))
        .run("a2enmod rewrite headers && echo 'Listen ${PORT}' > /etc/apache2/ports.conf");
  }

  /** Only the platform's router can reach it, so what that says of the visitor is true. */
  static String of(PhpProject php) {
    String folder = Steps.HOME + (php.pages().isEmpty() ? "" : "/" + php.pages());
    return """
    ServerName localhost
    ServerTokens Prod
    SetEnvIf X-Forwarded-Proto "^https$" HTTPS=on
    <VirtualHost *:${PORT}>
      DocumentRoot "%1$s"
      <Directory "%1$s">
        AllowOverride All
        Options -Indexes +FollowSymLinks
        Require all granted
    %2$s  </Directory>
      <LocationMatch "/\\.(?!well-known/)">
        Require all denied
      </LocationMatch>
      ErrorLog /dev/stderr
      CustomLog /dev/stdout combined
    </VirtualHost>
    """
        .formatted(folder, frontController(php));
  }

  /**
   * Many bring rules of their own for addresses that are no files; old ones have no need of any.
   */
  private static String frontController(PhpProject php) {
    String file = php.pages().isEmpty() ? ".htaccess" : php.pages() + "/.htaccess";
    return php.project().has(file) || !php.hasComposer() ? "" : "    FallbackResource /index.php\n";
  }
}
