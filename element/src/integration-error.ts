/** A programming error of the page. Crossing the frame's boundary, an error keeps its name, not its class. */
function integrationError(message: string): Error {
  return Object.assign(new Error(message), { name: 'IntegrationError' });
}

export function notReady(): Error {
  return integrationError('The Element is not ready yet: wait for its ready event.');
}

export function alreadySending(): Error {
  return integrationError('The Element is already sending: wait for the previous call to finish.');
}
