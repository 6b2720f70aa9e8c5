import { networkOf, SignInAddresses } from './sign-in-addresses.js';

it.each([
  ['192.0.2.7', '192.0.2.7'],
  ['::ffff:192.0.2.7', '192.0.2.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
  ['2001:0DB8:1:2::9', '2001:db8:1:2'],
  ['2001:db8::9', '2001:db8:0:0'],
  ['::1', '0:0:0:0'],
  ['fe80::1%eth0', 'fe80:0:0:0'],
])('takes %s for a part of %s', (address, network) => expect(networkOf(address)).toBe(network));

it('lets fifty tries fail, tells the next how long to wait, and gives back what did not fail', async () => {
  const addresses = new SignInAddresses();
  for (let n = 0; n < 50; n += 1) expect(await addresses.take('192.0.2.7')).toBeNull();
  const seconds = await addresses.take('192.0.2.7');
  expect(seconds).toBeGreaterThan(850);
  expect(seconds).toBeLessThanOrEqual(900);
  expect(await addresses.take('192.0.2.8')).toBeNull();
  await addresses.giveBack('192.0.2.8');
  for (let n = 0; n < 50; n += 1) expect(await addresses.take('192.0.2.8')).toBeNull();
  expect(await addresses.take('192.0.2.8')).not.toBeNull();
});
