/** A mistake of the page's programmer. Across the frame's border an error keeps its name, not its class. */
function integrationError(message: string): Error {
  return Object.assign(new Error(message), { name: 'IntegrationError' });
}

export function notReady(): Error {
  return integrationError('The Element is not ready yet: wait for its ready event.');
}

export function alreadySending(): Error {
  return integrationError('The Element is sending already: wait for the call before this one.');
}
