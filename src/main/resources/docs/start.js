// A file of its own, because the page's policy allows no inline script.
window.SwaggerUIBundle({ url: '/openapi.yaml', dom_id: '#api', deepLinking: true, validatorUrl: null });
