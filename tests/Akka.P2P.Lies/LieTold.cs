namespace Akka.P2P.Lies;

using Akka.P2P.Core.Identity;
using Akka.P2P.Protocol;

/// <summary>Published on the event stream of the liar, once for every chunk and attempt: what a victim should have noticed.</summary>
public sealed record LieTold(PeerId Victim, int Chunk, long Attempt, Lie Lie) : ILocalMessage;
