namespace Akka.Remote;

using System.Security.Cryptography;
using Akka.Actor;

/// <summary>The number of this incarnation of the actor system: random, so that a restart on the same address is told from its predecessor.</summary>
public class AddressUid : IExtension
{
    /// <summary>Positive: every implementation widens it in the same way.</summary>
    public readonly int Uid = RandomNumberGenerator.GetInt32(1, int.MaxValue);
}
