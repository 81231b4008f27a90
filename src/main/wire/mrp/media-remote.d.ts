import * as $protobuf from "protobufjs/minimal.js";

/** Namespace mrp. */
export namespace mrp {

    /**
     * Properties of a ProtocolMessage.
     * @deprecated Use mrp.ProtocolMessage.$Properties instead.
     */
    interface IProtocolMessage extends mrp.ProtocolMessage.$Properties {
    }

    /** Represents a ProtocolMessage. */
    class ProtocolMessage {

        /**
         * Constructs a new ProtocolMessage.
         * @param [properties] Properties to set
         */
        constructor(properties?: mrp.ProtocolMessage.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** ProtocolMessage type. */
        type?: (number|null);

        /** ProtocolMessage identifier. */
        identifier?: (string|null);

        /** ProtocolMessage authenticationToken. */
        authenticationToken?: (string|null);

        /** ProtocolMessage errorCode. */
        errorCode?: (number|null);

        /** ProtocolMessage timestamp. */
        timestamp?: (number|null);

        /** ProtocolMessage errorDescription. */
        errorDescription?: (string|null);

        /** ProtocolMessage uniqueIdentifier. */
        uniqueIdentifier?: (string|null);

        /** ProtocolMessage sendCommand. */
        sendCommand?: (mrp.SendCommand.$Properties|null);

        /** ProtocolMessage sendCommandResult. */
        sendCommandResult?: (mrp.SendCommandResult.$Properties|null);

        /** ProtocolMessage setState. */
        setState?: (mrp.SetState.$Properties|null);

        /** ProtocolMessage sendHidEvent. */
        sendHidEvent?: (mrp.SendHidEvent.$Properties|null);

        /** ProtocolMessage deviceInfo. */
        deviceInfo?: (mrp.DeviceInfo.$Properties|null);

        /** ProtocolMessage clientUpdatesConfig. */
        clientUpdatesConfig?: (mrp.ClientUpdatesConfig.$Properties|null);

        /** ProtocolMessage volumeControlAvailability. */
        volumeControlAvailability?: (mrp.VolumeControlAvailability.$Properties|null);

        /** ProtocolMessage keyboard. */
        keyboard?: (mrp.Keyboard.$Properties|null);

        /** ProtocolMessage getKeyboardSession. */
        getKeyboardSession?: (string|null);

        /** ProtocolMessage playbackQueueRequest. */
        playbackQueueRequest?: (mrp.PlaybackQueueRequest.$Properties|null);

        /** ProtocolMessage cryptoPairing. */
        cryptoPairing?: (mrp.CryptoPairing.$Properties|null);

        /** ProtocolMessage setConnectionState. */
        setConnectionState?: (mrp.SetConnectionState.$Properties|null);

        /** ProtocolMessage wakeDevice. */
        wakeDevice?: (mrp.WakeDevice.$Properties|null);

        /** ProtocolMessage generic. */
        generic?: (mrp.Generic.$Properties|null);

        /** ProtocolMessage setNowPlayingClient. */
        setNowPlayingClient?: (mrp.SetNowPlayingClient.$Properties|null);

        /** ProtocolMessage setNowPlayingPlayer. */
        setNowPlayingPlayer?: (mrp.SetNowPlayingPlayer.$Properties|null);

        /** ProtocolMessage modifyOutputContextRequest. */
        modifyOutputContextRequest?: (mrp.ModifyOutputContextRequest.$Properties|null);

        /** ProtocolMessage getVolume. */
        getVolume?: (mrp.GetVolume.$Properties|null);

        /** ProtocolMessage getVolumeResult. */
        getVolumeResult?: (mrp.GetVolumeResult.$Properties|null);

        /** ProtocolMessage setVolume. */
        setVolume?: (mrp.SetVolume.$Properties|null);

        /** ProtocolMessage volumeDidChange. */
        volumeDidChange?: (mrp.VolumeDidChange.$Properties|null);

        /** ProtocolMessage removeClient. */
        removeClient?: (mrp.RemoveClient.$Properties|null);

        /** ProtocolMessage removePlayer. */
        removePlayer?: (mrp.RemovePlayer.$Properties|null);

        /** ProtocolMessage updateClient. */
        updateClient?: (mrp.UpdateClient.$Properties|null);

        /** ProtocolMessage updateContentItem. */
        updateContentItem?: (mrp.UpdateContentItem.$Properties|null);

        /** ProtocolMessage updateContentItemArtwork. */
        updateContentItemArtwork?: (mrp.UpdateContentItemArtwork.$Properties|null);

        /** ProtocolMessage volumeControlCapabilitiesDidChange. */
        volumeControlCapabilitiesDidChange?: (mrp.VolumeControlCapabilitiesDidChange.$Properties|null);

        /** ProtocolMessage updateOutputDevice. */
        updateOutputDevice?: (mrp.UpdateOutputDevice.$Properties|null);

        /** ProtocolMessage setDefaultSupportedCommands. */
        setDefaultSupportedCommands?: (mrp.SetDefaultSupportedCommands.$Properties|null);

        /** ProtocolMessage configureConnection. */
        configureConnection?: (mrp.ConfigureConnection.$Properties|null);

        /**
         * Creates a new ProtocolMessage instance using the specified properties.
         * @param [properties] Properties to set
         * @returns ProtocolMessage instance
         */
        static create(properties: mrp.ProtocolMessage.$Shape): mrp.ProtocolMessage & mrp.ProtocolMessage.$Shape;
        static create(properties?: mrp.ProtocolMessage.$Properties): mrp.ProtocolMessage;

        /**
         * Encodes the specified ProtocolMessage message. Does not implicitly {@link mrp.ProtocolMessage.verify|verify} messages.
         * @param message ProtocolMessage message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: mrp.ProtocolMessage.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a ProtocolMessage message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {mrp.ProtocolMessage & mrp.ProtocolMessage.$Shape} ProtocolMessage
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): mrp.ProtocolMessage & mrp.ProtocolMessage.$Shape;
    }

    namespace ProtocolMessage {

        /** Properties of a ProtocolMessage. */
        interface $Properties {

            /** ProtocolMessage type */
            type?: (number|null);

            /** ProtocolMessage identifier */
            identifier?: (string|null);

            /** ProtocolMessage authenticationToken */
            authenticationToken?: (string|null);

            /** ProtocolMessage errorCode */
            errorCode?: (number|null);

            /** ProtocolMessage timestamp */
            timestamp?: (number|null);

            /** ProtocolMessage errorDescription */
            errorDescription?: (string|null);

            /** ProtocolMessage uniqueIdentifier */
            uniqueIdentifier?: (string|null);

            /** ProtocolMessage sendCommand */
            sendCommand?: (mrp.SendCommand.$Properties|null);

            /** ProtocolMessage sendCommandResult */
            sendCommandResult?: (mrp.SendCommandResult.$Properties|null);

            /** ProtocolMessage setState */
            setState?: (mrp.SetState.$Properties|null);

            /** ProtocolMessage sendHidEvent */
            sendHidEvent?: (mrp.SendHidEvent.$Properties|null);

            /** ProtocolMessage deviceInfo */
            deviceInfo?: (mrp.DeviceInfo.$Properties|null);

            /** ProtocolMessage clientUpdatesConfig */
            clientUpdatesConfig?: (mrp.ClientUpdatesConfig.$Properties|null);

            /** ProtocolMessage volumeControlAvailability */
            volumeControlAvailability?: (mrp.VolumeControlAvailability.$Properties|null);

            /** ProtocolMessage keyboard */
            keyboard?: (mrp.Keyboard.$Properties|null);

            /** ProtocolMessage getKeyboardSession */
            getKeyboardSession?: (string|null);

            /** ProtocolMessage playbackQueueRequest */
            playbackQueueRequest?: (mrp.PlaybackQueueRequest.$Properties|null);

            /** ProtocolMessage cryptoPairing */
            cryptoPairing?: (mrp.CryptoPairing.$Properties|null);

            /** ProtocolMessage setConnectionState */
            setConnectionState?: (mrp.SetConnectionState.$Properties|null);

            /** ProtocolMessage wakeDevice */
            wakeDevice?: (mrp.WakeDevice.$Properties|null);

            /** ProtocolMessage generic */
            generic?: (mrp.Generic.$Properties|null);

            /** ProtocolMessage setNowPlayingClient */
            setNowPlayingClient?: (mrp.SetNowPlayingClient.$Properties|null);

            /** ProtocolMessage setNowPlayingPlayer */
            setNowPlayingPlayer?: (mrp.SetNowPlayingPlayer.$Properties|null);

            /** ProtocolMessage modifyOutputContextRequest */
            modifyOutputContextRequest?: (mrp.ModifyOutputContextRequest.$Properties|null);

            /** ProtocolMessage getVolume */
            getVolume?: (mrp.GetVolume.$Properties|null);

            /** ProtocolMessage getVolumeResult */
            getVolumeResult?: (mrp.GetVolumeResult.$Properties|null);

            /** ProtocolMessage setVolume */
            setVolume?: (mrp.SetVolume.$Properties|null);

            /** ProtocolMessage volumeDidChange */
            volumeDidChange?: (mrp.VolumeDidChange.$Properties|null);

            /** ProtocolMessage removeClient */
            removeClient?: (mrp.RemoveClient.$Properties|null);

            /** ProtocolMessage removePlayer */
            removePlayer?: (mrp.RemovePlayer.$Properties|null);

            /** ProtocolMessage updateClient */
            updateClient?: (mrp.UpdateClient.$Properties|null);

            /** ProtocolMessage updateContentItem */
            updateContentItem?: (mrp.UpdateContentItem.$Properties|null);

            /** ProtocolMessage updateContentItemArtwork */
            updateContentItemArtwork?: (mrp.UpdateContentItemArtwork.$Properties|null);

            /** ProtocolMessage volumeControlCapabilitiesDidChange */
            volumeControlCapabilitiesDidChange?: (mrp.VolumeControlCapabilitiesDidChange.$Properties|null);

            /** ProtocolMessage updateOutputDevice */
            updateOutputDevice?: (mrp.UpdateOutputDevice.$Properties|null);

            /** ProtocolMessage setDefaultSupportedCommands */
            setDefaultSupportedCommands?: (mrp.SetDefaultSupportedCommands.$Properties|null);

            /** ProtocolMessage configureConnection */
            configureConnection?: (mrp.ConfigureConnection.$Properties|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a ProtocolMessage. */
        type $Shape = mrp.ProtocolMessage.$Properties;
    }

    /**
     * Properties of a SendCommand.
     * @deprecated Use mrp.SendCommand.$Properties instead.
     */
    interface ISendCommand extends mrp.SendCommand.$Properties {
    }

    /** Represents a SendCommand. */
    class SendCommand {

        /**
         * Constructs a new SendCommand.
         * @param [properties] Properties to set
         */
        constructor(properties?: mrp.SendCommand.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** SendCommand command. */
        command?: (number|null);

        /** SendCommand options. */
        options?: (mrp.CommandOptions.$Properties|null);

        /** SendCommand playerPath. */
        playerPath?: (mrp.PlayerPath.$Properties|null);

        /**
         * Creates a new SendCommand instance using the specified properties.
         * @param [properties] Properties to set
         * @returns SendCommand instance
         */
        static create(properties: mrp.SendCommand.$Shape): mrp.SendCommand & mrp.SendCommand.$Shape;
        static create(properties?: mrp.SendCommand.$Properties): mrp.SendCommand;

        /**
         * Encodes the specified SendCommand message. Does not implicitly {@link mrp.SendCommand.verify|verify} messages.
         * @param message SendCommand message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: mrp.SendCommand.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a SendCommand message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {mrp.SendCommand & mrp.SendCommand.$Shape} SendCommand
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): mrp.SendCommand & mrp.SendCommand.$Shape;
    }

    namespace SendCommand {

        /** Properties of a SendCommand. */
        interface $Properties {

            /** SendCommand command */
            command?: (number|null);

            /** SendCommand options */
            options?: (mrp.CommandOptions.$Properties|null);

            /** SendCommand playerPath */
            playerPath?: (mrp.PlayerPath.$Properties|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a SendCommand. */
        type $Shape = mrp.SendCommand.$Properties;
    }

    /**
     * Properties of a CommandOptions.
     * @deprecated Use mrp.CommandOptions.$Properties instead.
     */
    interface ICommandOptions extends mrp.CommandOptions.$Properties {
    }

    /** Represents a CommandOptions. */
    class CommandOptions {

        /**
         * Constructs a new CommandOptions.
         * @param [properties] Properties to set
         */
        constructor(properties?: mrp.CommandOptions.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** CommandOptions externalPlayerCommand. */
        externalPlayerCommand?: (boolean|null);

        /** CommandOptions skipInterval. */
        skipInterval?: (number|null);

        /** CommandOptions playbackRate. */
        playbackRate?: (number|null);

        /** CommandOptions playbackPosition. */
        playbackPosition?: (number|null);

        /** CommandOptions repeatMode. */
        repeatMode?: (number|null);

        /** CommandOptions shuffleMode. */
        shuffleMode?: (number|null);

        /** CommandOptions sendOptions. */
        sendOptions?: (number|null);

        /** CommandOptions contentItemIdentifier. */
        contentItemIdentifier?: (string|null);

        /** CommandOptions languageOption. */
        languageOption?: (Uint8Array|null);

        /**
         * Creates a new CommandOptions instance using the specified properties.
         * @param [properties] Properties to set
         * @returns CommandOptions instance
         */
        static create(properties: mrp.CommandOptions.$Shape): mrp.CommandOptions & mrp.CommandOptions.$Shape;
        static create(properties?: mrp.CommandOptions.$Properties): mrp.CommandOptions;

        /**
         * Encodes the specified CommandOptions message. Does not implicitly {@link mrp.CommandOptions.verify|verify} messages.
         * @param message CommandOptions message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: mrp.CommandOptions.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a CommandOptions message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {mrp.CommandOptions & mrp.CommandOptions.$Shape} CommandOptions
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): mrp.CommandOptions & mrp.CommandOptions.$Shape;
    }

    namespace CommandOptions {

        /** Properties of a CommandOptions. */
        interface $Properties {

            /** CommandOptions externalPlayerCommand */
            externalPlayerCommand?: (boolean|null);

            /** CommandOptions skipInterval */
            skipInterval?: (number|null);

            /** CommandOptions playbackRate */
            playbackRate?: (number|null);

            /** CommandOptions playbackPosition */
            playbackPosition?: (number|null);

            /** CommandOptions repeatMode */
            repeatMode?: (number|null);

            /** CommandOptions shuffleMode */
            shuffleMode?: (number|null);

            /** CommandOptions sendOptions */
            sendOptions?: (number|null);

            /** CommandOptions contentItemIdentifier */
            contentItemIdentifier?: (string|null);

            /** CommandOptions languageOption */
            languageOption?: (Uint8Array|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a CommandOptions. */
        type $Shape = mrp.CommandOptions.$Properties;
    }

    /**
     * Properties of a SendCommandResult.
     * @deprecated Use mrp.SendCommandResult.$Properties instead.
     */
    interface ISendCommandResult extends mrp.SendCommandResult.$Properties {
    }

    /** Represents a SendCommandResult. */
    class SendCommandResult {

        /**
         * Constructs a new SendCommandResult.
         * @param [properties] Properties to set
         */
        constructor(properties?: mrp.SendCommandResult.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** SendCommandResult sendError. */
        sendError?: (number|null);

        /** SendCommandResult handlerReturnStatus. */
        handlerReturnStatus?: (number|null);

        /** SendCommandResult handlerReturnStatusDatas. */
        handlerReturnStatusDatas: Uint8Array[];

        /** SendCommandResult commandIdentifier. */
        commandIdentifier?: (string|null);

        /** SendCommandResult playerPath. */
        playerPath?: (mrp.PlayerPath.$Properties|null);

        /** SendCommandResult commandResult. */
        commandResult?: (mrp.CommandResult.$Properties|null);

        /**
         * Creates a new SendCommandResult instance using the specified properties.
         * @param [properties] Properties to set
         * @returns SendCommandResult instance
         */
        static create(properties: mrp.SendCommandResult.$Shape): mrp.SendCommandResult & mrp.SendCommandResult.$Shape;
        static create(properties?: mrp.SendCommandResult.$Properties): mrp.SendCommandResult;

        /**
         * Encodes the specified SendCommandResult message. Does not implicitly {@link mrp.SendCommandResult.verify|verify} messages.
         * @param message SendCommandResult message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: mrp.SendCommandResult.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a SendCommandResult message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {mrp.SendCommandResult & mrp.SendCommandResult.$Shape} SendCommandResult
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): mrp.SendCommandResult & mrp.SendCommandResult.$Shape;
    }

    namespace SendCommandResult {

        /** Properties of a SendCommandResult. */
        interface $Properties {

            /** SendCommandResult sendError */
            sendError?: (number|null);

            /** SendCommandResult handlerReturnStatus */
            handlerReturnStatus?: (number|null);

            /** SendCommandResult handlerReturnStatusDatas */
            handlerReturnStatusDatas?: (Uint8Array[]|null);

            /** SendCommandResult commandIdentifier */
            commandIdentifier?: (string|null);

            /** SendCommandResult playerPath */
            playerPath?: (mrp.PlayerPath.$Properties|null);

            /** SendCommandResult commandResult */
            commandResult?: (mrp.CommandResult.$Properties|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a SendCommandResult. */
        type $Shape = mrp.SendCommandResult.$Properties;
    }

    /**
     * Properties of a CommandResult.
     * @deprecated Use mrp.CommandResult.$Properties instead.
     */
    interface ICommandResult extends mrp.CommandResult.$Properties {
    }

    /** Represents a CommandResult. */
    class CommandResult {

        /**
         * Constructs a new CommandResult.
         * @param [properties] Properties to set
         */
        constructor(properties?: mrp.CommandResult.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** CommandResult playerPath. */
        playerPath?: (mrp.PlayerPath.$Properties|null);

        /** CommandResult sendError. */
        sendError?: (number|null);

        /** CommandResult statuses. */
        statuses: mrp.CommandResultStatus.$Properties[];

        /**
         * Creates a new CommandResult instance using the specified properties.
         * @param [properties] Properties to set
         * @returns CommandResult instance
         */
        static create(properties: mrp.CommandResult.$Shape): mrp.CommandResult & mrp.CommandResult.$Shape;
        static create(properties?: mrp.CommandResult.$Properties): mrp.CommandResult;

        /**
         * Encodes the specified CommandResult message. Does not implicitly {@link mrp.CommandResult.verify|verify} messages.
         * @param message CommandResult message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: mrp.CommandResult.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a CommandResult message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {mrp.CommandResult & mrp.CommandResult.$Shape} CommandResult
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): mrp.CommandResult & mrp.CommandResult.$Shape;
    }

    namespace CommandResult {

        /** Properties of a CommandResult. */
        interface $Properties {

            /** CommandResult playerPath */
            playerPath?: (mrp.PlayerPath.$Properties|null);

            /** CommandResult sendError */
            sendError?: (number|null);

            /** CommandResult statuses */
            statuses?: (mrp.CommandResultStatus.$Properties[]|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a CommandResult. */
        type $Shape = mrp.CommandResult.$Properties;
    }

    /**
     * Properties of a CommandResultStatus.
     * @deprecated Use mrp.CommandResultStatus.$Properties instead.
     */
    interface ICommandResultStatus extends mrp.CommandResultStatus.$Properties {
    }

    /** Represents a CommandResultStatus. */
    class CommandResultStatus {

        /**
         * Constructs a new CommandResultStatus.
         * @param [properties] Properties to set
         */
        constructor(properties?: mrp.CommandResultStatus.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** CommandResultStatus statusCode. */
        statusCode?: (number|null);

        /** CommandResultStatus type. */
        type?: (number|null);

        /**
         * Creates a new CommandResultStatus instance using the specified properties.
         * @param [properties] Properties to set
         * @returns CommandResultStatus instance
         */
        static create(properties: mrp.CommandResultStatus.$Shape): mrp.CommandResultStatus & mrp.CommandResultStatus.$Shape;
        static create(properties?: mrp.CommandResultStatus.$Properties): mrp.CommandResultStatus;

        /**
         * Encodes the specified CommandResultStatus message. Does not implicitly {@link mrp.CommandResultStatus.verify|verify} messages.
         * @param message CommandResultStatus message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: mrp.CommandResultStatus.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a CommandResultStatus message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {mrp.CommandResultStatus & mrp.CommandResultStatus.$Shape} CommandResultStatus
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): mrp.CommandResultStatus & mrp.CommandResultStatus.$Shape;
    }

    namespace CommandResultStatus {

        /** Properties of a CommandResultStatus. */
        interface $Properties {

            /** CommandResultStatus statusCode */
            statusCode?: (number|null);

            /** CommandResultStatus type */
            type?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a CommandResultStatus. */
        type $Shape = mrp.CommandResultStatus.$Properties;
    }

    /**
     * Properties of a CommandInfo.
     * @deprecated Use mrp.CommandInfo.$Properties instead.
     */
    interface ICommandInfo extends mrp.CommandInfo.$Properties {
    }

    /** Represents a CommandInfo. */
    class CommandInfo {

        /**
         * Constructs a new CommandInfo.
         * @param [properties] Properties to set
         */
        constructor(properties?: mrp.CommandInfo.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** CommandInfo command. */
        command?: (number|null);

        /** CommandInfo enabled. */
        enabled?: (boolean|null);

        /** CommandInfo active. */
        active?: (boolean|null);

        /** CommandInfo preferredIntervals. */
        preferredIntervals: number[];

        /** CommandInfo repeatMode. */
        repeatMode?: (number|null);

        /** CommandInfo shuffleMode. */
        shuffleMode?: (number|null);

        /** CommandInfo skipInterval. */
        skipInterval?: (number|null);

        /** CommandInfo canScrub. */
        canScrub?: (number|null);

        /**
         * Creates a new CommandInfo instance using the specified properties.
         * @param [properties] Properties to set
         * @returns CommandInfo instance
         */
        static create(properties: mrp.CommandInfo.$Shape): mrp.CommandInfo & mrp.CommandInfo.$Shape;
        static create(properties?: mrp.CommandInfo.$Properties): mrp.CommandInfo;

        /**
         * Encodes the specified CommandInfo message. Does not implicitly {@link mrp.CommandInfo.verify|verify} messages.
         * @param message CommandInfo message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: mrp.CommandInfo.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a CommandInfo message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {mrp.CommandInfo & mrp.CommandInfo.$Shape} CommandInfo
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): mrp.CommandInfo & mrp.CommandInfo.$Shape;
    }

    namespace CommandInfo {

        /** Properties of a CommandInfo. */
        interface $Properties {

            /** CommandInfo command */
            command?: (number|null);

            /** CommandInfo enabled */
            enabled?: (boolean|null);

            /** CommandInfo active */
            active?: (boolean|null);

            /** CommandInfo preferredIntervals */
            preferredIntervals?: (number[]|null);

            /** CommandInfo repeatMode */
            repeatMode?: (number|null);

            /** CommandInfo shuffleMode */
            shuffleMode?: (number|null);

            /** CommandInfo skipInterval */
            skipInterval?: (number|null);

            /** CommandInfo canScrub */
            canScrub?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a CommandInfo. */
        type $Shape = mrp.CommandInfo.$Properties;
    }

    /**
     * Properties of a SupportedCommands.
     * @deprecated Use mrp.SupportedCommands.$Properties instead.
     */
    interface ISupportedCommands extends mrp.SupportedCommands.$Properties {
    }

    /** Represents a SupportedCommands. */
    class SupportedCommands {

        /**
         * Constructs a new SupportedCommands.
         * @param [properties] Properties to set
         */
        constructor(properties?: mrp.SupportedCommands.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** SupportedCommands supportedCommands. */
        supportedCommands: mrp.CommandInfo.$Properties[];

        /**
         * Creates a new SupportedCommands instance using the specified properties.
         * @param [properties] Properties to set
         * @returns SupportedCommands instance
         */
        static create(properties: mrp.SupportedCommands.$Shape): mrp.SupportedCommands & mrp.SupportedCommands.$Shape;
        static create(properties?: mrp.SupportedCommands.$Properties): mrp.SupportedCommands;

        /**
         * Encodes the specified SupportedCommands message. Does not implicitly {@link mrp.SupportedCommands.verify|verify} messages.
         * @param message SupportedCommands message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: mrp.SupportedCommands.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a SupportedCommands message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {mrp.SupportedCommands & mrp.SupportedCommands.$Shape} SupportedCommands
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): mrp.SupportedCommands & mrp.SupportedCommands.$Shape;
    }

    namespace SupportedCommands {

        /** Properties of a SupportedCommands. */
        interface $Properties {

            /** SupportedCommands supportedCommands */
            supportedCommands?: (mrp.CommandInfo.$Properties[]|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a SupportedCommands. */
        type $Shape = mrp.SupportedCommands.$Properties;
    }

    /**
     * Properties of a SetDefaultSupportedCommands.
     * @deprecated Use mrp.SetDefaultSupportedCommands.$Properties instead.
     */
    interface ISetDefaultSupportedCommands extends mrp.SetDefaultSupportedCommands.$Properties {
    }

    /** Represents a SetDefaultSupportedCommands. */
    class SetDefaultSupportedCommands {

        /**
         * Constructs a new SetDefaultSupportedCommands.
         * @param [properties] Properties to set
         */
        constructor(properties?: mrp.SetDefaultSupportedCommands.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** SetDefaultSupportedCommands supportedCommands. */
        supportedCommands?: (mrp.SupportedCommands.$Properties|null);

        /** SetDefaultSupportedCommands playerPath. */
        playerPath?: (mrp.PlayerPath.$Properties|null);

        /**
         * Creates a new SetDefaultSupportedCommands instance using the specified properties.
         * @param [properties] Properties to set
         * @returns SetDefaultSupportedCommands instance
         */
        static create(properties: mrp.SetDefaultSupportedCommands.$Shape): mrp.SetDefaultSupportedCommands & mrp.SetDefaultSupportedCommands.$Shape;
        static create(properties?: mrp.SetDefaultSupportedCommands.$Properties): mrp.SetDefaultSupportedCommands;

        /**
         * Encodes the specified SetDefaultSupportedCommands message. Does not implicitly {@link mrp.SetDefaultSupportedCommands.verify|verify} messages.
         * @param message SetDefaultSupportedCommands message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: mrp.SetDefaultSupportedCommands.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a SetDefaultSupportedCommands message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {mrp.SetDefaultSupportedCommands & mrp.SetDefaultSupportedCommands.$Shape} SetDefaultSupportedCommands
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): mrp.SetDefaultSupportedCommands & mrp.SetDefaultSupportedCommands.$Shape;
    }

    namespace SetDefaultSupportedCommands {

        /** Properties of a SetDefaultSupportedCommands. */
        interface $Properties {

            /** SetDefaultSupportedCommands supportedCommands */
            supportedCommands?: (mrp.SupportedCommands.$Properties|null);

            /** SetDefaultSupportedCommands playerPath */
            playerPath?: (mrp.PlayerPath.$Properties|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a SetDefaultSupportedCommands. */
        type $Shape = mrp.SetDefaultSupportedCommands.$Properties;
    }

    /**
     * Properties of a SendHidEvent.
     * @deprecated Use mrp.SendHidEvent.$Properties instead.
     */
    interface ISendHidEvent extends mrp.SendHidEvent.$Properties {
    }

    /** Represents a SendHidEvent. */
    class SendHidEvent {

        /**
         * Constructs a new SendHidEvent.
         * @param [properties] Properties to set
         */
        constructor(properties?: mrp.SendHidEvent.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** SendHidEvent hidEventData. */
        hidEventData?: (Uint8Array|null);

        /**
         * Creates a new SendHidEvent instance using the specified properties.
         * @param [properties] Properties to set
         * @returns SendHidEvent instance
         */
        static create(properties: mrp.SendHidEvent.$Shape): mrp.SendHidEvent & mrp.SendHidEvent.$Shape;
        static create(properties?: mrp.SendHidEvent.$Properties): mrp.SendHidEvent;

        /**
         * Encodes the specified SendHidEvent message. Does not implicitly {@link mrp.SendHidEvent.verify|verify} messages.
         * @param message SendHidEvent message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: mrp.SendHidEvent.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a SendHidEvent message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {mrp.SendHidEvent & mrp.SendHidEvent.$Shape} SendHidEvent
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): mrp.SendHidEvent & mrp.SendHidEvent.$Shape;
    }

    namespace SendHidEvent {

        /** Properties of a SendHidEvent. */
        interface $Properties {

            /** SendHidEvent hidEventData */
            hidEventData?: (Uint8Array|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a SendHidEvent. */
        type $Shape = mrp.SendHidEvent.$Properties;
    }

    /**
     * Properties of an Origin.
     * @deprecated Use mrp.Origin.$Properties instead.
     */
    interface IOrigin extends mrp.Origin.$Properties {
    }

    /** Represents an Origin. */
    class Origin {

        /**
         * Constructs a new Origin.
         * @param [properties] Properties to set
         */
        constructor(properties?: mrp.Origin.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Origin type. */
        type?: (number|null);

        /** Origin displayName. */
        displayName?: (string|null);

        /** Origin identifier. */
        identifier?: (number|null);

        /** Origin deviceInfo. */
        deviceInfo?: (mrp.DeviceInfo.$Properties|null);

        /**
         * Creates a new Origin instance using the specified properties.
         * @param [properties] Properties to set
         * @returns Origin instance
         */
        static create(properties: mrp.Origin.$Shape): mrp.Origin & mrp.Origin.$Shape;
        static create(properties?: mrp.Origin.$Properties): mrp.Origin;

        /**
         * Encodes the specified Origin message. Does not implicitly {@link mrp.Origin.verify|verify} messages.
         * @param message Origin message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: mrp.Origin.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes an Origin message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {mrp.Origin & mrp.Origin.$Shape} Origin
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): mrp.Origin & mrp.Origin.$Shape;
    }

    namespace Origin {

        /** Properties of an Origin. */
        interface $Properties {

            /** Origin type */
            type?: (number|null);

            /** Origin displayName */
            displayName?: (string|null);

            /** Origin identifier */
            identifier?: (number|null);

            /** Origin deviceInfo */
            deviceInfo?: (mrp.DeviceInfo.$Properties|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of an Origin. */
        type $Shape = mrp.Origin.$Properties;
    }

    /**
     * Properties of a NowPlayingClient.
     * @deprecated Use mrp.NowPlayingClient.$Properties instead.
     */
    interface INowPlayingClient extends mrp.NowPlayingClient.$Properties {
    }

    /** Represents a NowPlayingClient. */
    class NowPlayingClient {

        /**
         * Constructs a new NowPlayingClient.
         * @param [properties] Properties to set
         */
        constructor(properties?: mrp.NowPlayingClient.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** NowPlayingClient processIdentifier. */
        processIdentifier?: (number|null);

        /** NowPlayingClient bundleIdentifier. */
        bundleIdentifier?: (string|null);

        /** NowPlayingClient parentApplicationBundleIdentifier. */
        parentApplicationBundleIdentifier?: (string|null);

        /** NowPlayingClient displayName. */
        displayName?: (string|null);

        /**
         * Creates a new NowPlayingClient instance using the specified properties.
         * @param [properties] Properties to set
         * @returns NowPlayingClient instance
         */
        static create(properties: mrp.NowPlayingClient.$Shape): mrp.NowPlayingClient & mrp.NowPlayingClient.$Shape;
        static create(properties?: mrp.NowPlayingClient.$Properties): mrp.NowPlayingClient;

        /**
         * Encodes the specified NowPlayingClient message. Does not implicitly {@link mrp.NowPlayingClient.verify|verify} messages.
         * @param message NowPlayingClient message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: mrp.NowPlayingClient.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a NowPlayingClient message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {mrp.NowPlayingClient & mrp.NowPlayingClient.$Shape} NowPlayingClient
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): mrp.NowPlayingClient & mrp.NowPlayingClient.$Shape;
    }

    namespace NowPlayingClient {

        /** Properties of a NowPlayingClient. */
        interface $Properties {

            /** NowPlayingClient processIdentifier */
            processIdentifier?: (number|null);

            /** NowPlayingClient bundleIdentifier */
            bundleIdentifier?: (string|null);

            /** NowPlayingClient parentApplicationBundleIdentifier */
            parentApplicationBundleIdentifier?: (string|null);

            /** NowPlayingClient displayName */
            displayName?: (string|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a NowPlayingClient. */
        type $Shape = mrp.NowPlayingClient.$Properties;
    }

    /**
     * Properties of a NowPlayingPlayer.
     * @deprecated Use mrp.NowPlayingPlayer.$Properties instead.
     */
    interface INowPlayingPlayer extends mrp.NowPlayingPlayer.$Properties {
    }

    /** Represents a NowPlayingPlayer. */
    class NowPlayingPlayer {

        /**
         * Constructs a new NowPlayingPlayer.
         * @param [properties] Properties to set
         */
        constructor(properties?: mrp.NowPlayingPlayer.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** NowPlayingPlayer identifier. */
        identifier?: (string|null);

        /** NowPlayingPlayer displayName. */
        displayName?: (string|null);

        /** NowPlayingPlayer isDefaultPlayer. */
        isDefaultPlayer?: (boolean|null);

        /**
         * Creates a new NowPlayingPlayer instance using the specified properties.
         * @param [properties] Properties to set
         * @returns NowPlayingPlayer instance
         */
        static create(properties: mrp.NowPlayingPlayer.$Shape): mrp.NowPlayingPlayer & mrp.NowPlayingPlayer.$Shape;
        static create(properties?: mrp.NowPlayingPlayer.$Properties): mrp.NowPlayingPlayer;

        /**
         * Encodes the specified NowPlayingPlayer message. Does not implicitly {@link mrp.NowPlayingPlayer.verify|verify} messages.
         * @param message NowPlayingPlayer message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: mrp.NowPlayingPlayer.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a NowPlayingPlayer message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {mrp.NowPlayingPlayer & mrp.NowPlayingPlayer.$Shape} NowPlayingPlayer
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): mrp.NowPlayingPlayer & mrp.NowPlayingPlayer.$Shape;
    }

    namespace NowPlayingPlayer {

        /** Properties of a NowPlayingPlayer. */
        interface $Properties {

            /** NowPlayingPlayer identifier */
            identifier?: (string|null);

            /** NowPlayingPlayer displayName */
            displayName?: (string|null);

            /** NowPlayingPlayer isDefaultPlayer */
            isDefaultPlayer?: (boolean|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a NowPlayingPlayer. */
        type $Shape = mrp.NowPlayingPlayer.$Properties;
    }

    /**
     * Properties of a PlayerPath.
     * @deprecated Use mrp.PlayerPath.$Properties instead.
     */
    interface IPlayerPath extends mrp.PlayerPath.$Properties {
    }

    /** Represents a PlayerPath. */
    class PlayerPath {

        /**
         * Constructs a new PlayerPath.
         * @param [properties] Properties to set
         */
        constructor(properties?: mrp.PlayerPath.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** PlayerPath origin. */
        origin?: (mrp.Origin.$Properties|null);

        /** PlayerPath client. */
        client?: (mrp.NowPlayingClient.$Properties|null);

        /** PlayerPath player. */
        player?: (mrp.NowPlayingPlayer.$Properties|null);

        /**
         * Creates a new PlayerPath instance using the specified properties.
         * @param [properties] Properties to set
         * @returns PlayerPath instance
         */
        static create(properties: mrp.PlayerPath.$Shape): mrp.PlayerPath & mrp.PlayerPath.$Shape;
        static create(properties?: mrp.PlayerPath.$Properties): mrp.PlayerPath;

        /**
         * Encodes the specified PlayerPath message. Does not implicitly {@link mrp.PlayerPath.verify|verify} messages.
         * @param message PlayerPath message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: mrp.PlayerPath.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a PlayerPath message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {mrp.PlayerPath & mrp.PlayerPath.$Shape} PlayerPath
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): mrp.PlayerPath & mrp.PlayerPath.$Shape;
    }

    namespace PlayerPath {

        /** Properties of a PlayerPath. */
        interface $Properties {

            /** PlayerPath origin */
            origin?: (mrp.Origin.$Properties|null);

            /** PlayerPath client */
            client?: (mrp.NowPlayingClient.$Properties|null);

            /** PlayerPath player */
            player?: (mrp.NowPlayingPlayer.$Properties|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a PlayerPath. */
        type $Shape = mrp.PlayerPath.$Properties;
    }

    /**
     * Properties of a SetNowPlayingClient.
     * @deprecated Use mrp.SetNowPlayingClient.$Properties instead.
     */
    interface ISetNowPlayingClient extends mrp.SetNowPlayingClient.$Properties {
    }

    /** Represents a SetNowPlayingClient. */
    class SetNowPlayingClient {

        /**
         * Constructs a new SetNowPlayingClient.
         * @param [properties] Properties to set
         */
        constructor(properties?: mrp.SetNowPlayingClient.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** SetNowPlayingClient client. */
        client?: (mrp.NowPlayingClient.$Properties|null);

        /**
         * Creates a new SetNowPlayingClient instance using the specified properties.
         * @param [properties] Properties to set
         * @returns SetNowPlayingClient instance
         */
        static create(properties: mrp.SetNowPlayingClient.$Shape): mrp.SetNowPlayingClient & mrp.SetNowPlayingClient.$Shape;
        static create(properties?: mrp.SetNowPlayingClient.$Properties): mrp.SetNowPlayingClient;

        /**
         * Encodes the specified SetNowPlayingClient message. Does not implicitly {@link mrp.SetNowPlayingClient.verify|verify} messages.
         * @param message SetNowPlayingClient message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: mrp.SetNowPlayingClient.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a SetNowPlayingClient message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {mrp.SetNowPlayingClient & mrp.SetNowPlayingClient.$Shape} SetNowPlayingClient
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): mrp.SetNowPlayingClient & mrp.SetNowPlayingClient.$Shape;
    }

    namespace SetNowPlayingClient {

        /** Properties of a SetNowPlayingClient. */
        interface $Properties {

            /** SetNowPlayingClient client */
            client?: (mrp.NowPlayingClient.$Properties|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a SetNowPlayingClient. */
        type $Shape = mrp.SetNowPlayingClient.$Properties;
    }

    /**
     * Properties of a SetNowPlayingPlayer.
     * @deprecated Use mrp.SetNowPlayingPlayer.$Properties instead.
     */
    interface ISetNowPlayingPlayer extends mrp.SetNowPlayingPlayer.$Properties {
    }

    /** Represents a SetNowPlayingPlayer. */
    class SetNowPlayingPlayer {

        /**
         * Constructs a new SetNowPlayingPlayer.
         * @param [properties] Properties to set
         */
        constructor(properties?: mrp.SetNowPlayingPlayer.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** SetNowPlayingPlayer playerPath. */
        playerPath?: (mrp.PlayerPath.$Properties|null);

        /**
         * Creates a new SetNowPlayingPlayer instance using the specified properties.
         * @param [properties] Properties to set
         * @returns SetNowPlayingPlayer instance
         */
        static create(properties: mrp.SetNowPlayingPlayer.$Shape): mrp.SetNowPlayingPlayer & mrp.SetNowPlayingPlayer.$Shape;
        static create(properties?: mrp.SetNowPlayingPlayer.$Properties): mrp.SetNowPlayingPlayer;

        /**
         * Encodes the specified SetNowPlayingPlayer message. Does not implicitly {@link mrp.SetNowPlayingPlayer.verify|verify} messages.
         * @param message SetNowPlayingPlayer message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: mrp.SetNowPlayingPlayer.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a SetNowPlayingPlayer message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {mrp.SetNowPlayingPlayer & mrp.SetNowPlayingPlayer.$Shape} SetNowPlayingPlayer
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): mrp.SetNowPlayingPlayer & mrp.SetNowPlayingPlayer.$Shape;
    }

    namespace SetNowPlayingPlayer {

        /** Properties of a SetNowPlayingPlayer. */
        interface $Properties {

            /** SetNowPlayingPlayer playerPath */
            playerPath?: (mrp.PlayerPath.$Properties|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a SetNowPlayingPlayer. */
        type $Shape = mrp.SetNowPlayingPlayer.$Properties;
    }

    /**
     * Properties of a RemoveClient.
     * @deprecated Use mrp.RemoveClient.$Properties instead.
     */
    interface IRemoveClient extends mrp.RemoveClient.$Properties {
    }

    /** Represents a RemoveClient. */
    class RemoveClient {

        /**
         * Constructs a new RemoveClient.
         * @param [properties] Properties to set
         */
        constructor(properties?: mrp.RemoveClient.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** RemoveClient client. */
        client?: (mrp.NowPlayingClient.$Properties|null);

        /**
         * Creates a new RemoveClient instance using the specified properties.
         * @param [properties] Properties to set
         * @returns RemoveClient instance
         */
        static create(properties: mrp.RemoveClient.$Shape): mrp.RemoveClient & mrp.RemoveClient.$Shape;
        static create(properties?: mrp.RemoveClient.$Properties): mrp.RemoveClient;

        /**
         * Encodes the specified RemoveClient message. Does not implicitly {@link mrp.RemoveClient.verify|verify} messages.
         * @param message RemoveClient message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: mrp.RemoveClient.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a RemoveClient message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {mrp.RemoveClient & mrp.RemoveClient.$Shape} RemoveClient
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): mrp.RemoveClient & mrp.RemoveClient.$Shape;
    }

    namespace RemoveClient {

        /** Properties of a RemoveClient. */
        interface $Properties {

            /** RemoveClient client */
            client?: (mrp.NowPlayingClient.$Properties|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a RemoveClient. */
        type $Shape = mrp.RemoveClient.$Properties;
    }

    /**
     * Properties of a RemovePlayer.
     * @deprecated Use mrp.RemovePlayer.$Properties instead.
     */
    interface IRemovePlayer extends mrp.RemovePlayer.$Properties {
    }

    /** Represents a RemovePlayer. */
    class RemovePlayer {

        /**
         * Constructs a new RemovePlayer.
         * @param [properties] Properties to set
         */
        constructor(properties?: mrp.RemovePlayer.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** RemovePlayer playerPath. */
        playerPath?: (mrp.PlayerPath.$Properties|null);

        /**
         * Creates a new RemovePlayer instance using the specified properties.
         * @param [properties] Properties to set
         * @returns RemovePlayer instance
         */
        static create(properties: mrp.RemovePlayer.$Shape): mrp.RemovePlayer & mrp.RemovePlayer.$Shape;
        static create(properties?: mrp.RemovePlayer.$Properties): mrp.RemovePlayer;

        /**
         * Encodes the specified RemovePlayer message. Does not implicitly {@link mrp.RemovePlayer.verify|verify} messages.
         * @param message RemovePlayer message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: mrp.RemovePlayer.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a RemovePlayer message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {mrp.RemovePlayer & mrp.RemovePlayer.$Shape} RemovePlayer
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): mrp.RemovePlayer & mrp.RemovePlayer.$Shape;
    }

    namespace RemovePlayer {

        /** Properties of a RemovePlayer. */
        interface $Properties {

            /** RemovePlayer playerPath */
            playerPath?: (mrp.PlayerPath.$Properties|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a RemovePlayer. */
        type $Shape = mrp.RemovePlayer.$Properties;
    }

    /**
     * Properties of an UpdateClient.
     * @deprecated Use mrp.UpdateClient.$Properties instead.
     */
    interface IUpdateClient extends mrp.UpdateClient.$Properties {
    }

    /** Represents an UpdateClient. */
    class UpdateClient {

        /**
         * Constructs a new UpdateClient.
         * @param [properties] Properties to set
         */
        constructor(properties?: mrp.UpdateClient.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** UpdateClient client. */
        client?: (mrp.NowPlayingClient.$Properties|null);

        /**
         * Creates a new UpdateClient instance using the specified properties.
         * @param [properties] Properties to set
         * @returns UpdateClient instance
         */
        static create(properties: mrp.UpdateClient.$Shape): mrp.UpdateClient & mrp.UpdateClient.$Shape;
        static create(properties?: mrp.UpdateClient.$Properties): mrp.UpdateClient;

        /**
         * Encodes the specified UpdateClient message. Does not implicitly {@link mrp.UpdateClient.verify|verify} messages.
         * @param message UpdateClient message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: mrp.UpdateClient.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes an UpdateClient message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {mrp.UpdateClient & mrp.UpdateClient.$Shape} UpdateClient
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): mrp.UpdateClient & mrp.UpdateClient.$Shape;
    }

    namespace UpdateClient {

        /** Properties of an UpdateClient. */
        interface $Properties {

            /** UpdateClient client */
            client?: (mrp.NowPlayingClient.$Properties|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of an UpdateClient. */
        type $Shape = mrp.UpdateClient.$Properties;
    }

    /**
     * Properties of a SetState.
     * @deprecated Use mrp.SetState.$Properties instead.
     */
    interface ISetState extends mrp.SetState.$Properties {
    }

    /** Represents a SetState. */
    class SetState {

        /**
         * Constructs a new SetState.
         * @param [properties] Properties to set
         */
        constructor(properties?: mrp.SetState.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** SetState nowPlayingInfo. */
        nowPlayingInfo?: (mrp.NowPlayingInfo.$Properties|null);

        /** SetState supportedCommands. */
        supportedCommands?: (mrp.SupportedCommands.$Properties|null);

        /** SetState playbackQueue. */
        playbackQueue?: (mrp.PlaybackQueue.$Properties|null);

        /** SetState displayIdentifier. */
        displayIdentifier?: (string|null);

        /** SetState displayName. */
        displayName?: (string|null);

        /** SetState playbackState. */
        playbackState?: (number|null);

        /** SetState playerPath. */
        playerPath?: (mrp.PlayerPath.$Properties|null);

        /** SetState request. */
        request?: (mrp.PlaybackQueueRequest.$Properties|null);

        /** SetState playbackStateTimestamp. */
        playbackStateTimestamp?: (number|null);

        /**
         * Creates a new SetState instance using the specified properties.
         * @param [properties] Properties to set
         * @returns SetState instance
         */
        static create(properties: mrp.SetState.$Shape): mrp.SetState & mrp.SetState.$Shape;
        static create(properties?: mrp.SetState.$Properties): mrp.SetState;

        /**
         * Encodes the specified SetState message. Does not implicitly {@link mrp.SetState.verify|verify} messages.
         * @param message SetState message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: mrp.SetState.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a SetState message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {mrp.SetState & mrp.SetState.$Shape} SetState
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): mrp.SetState & mrp.SetState.$Shape;
    }

    namespace SetState {

        /** Properties of a SetState. */
        interface $Properties {

            /** SetState nowPlayingInfo */
            nowPlayingInfo?: (mrp.NowPlayingInfo.$Properties|null);

            /** SetState supportedCommands */
            supportedCommands?: (mrp.SupportedCommands.$Properties|null);

            /** SetState playbackQueue */
            playbackQueue?: (mrp.PlaybackQueue.$Properties|null);

            /** SetState displayIdentifier */
            displayIdentifier?: (string|null);

            /** SetState displayName */
            displayName?: (string|null);

            /** SetState playbackState */
            playbackState?: (number|null);

            /** SetState playerPath */
            playerPath?: (mrp.PlayerPath.$Properties|null);

            /** SetState request */
            request?: (mrp.PlaybackQueueRequest.$Properties|null);

            /** SetState playbackStateTimestamp */
            playbackStateTimestamp?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a SetState. */
        type $Shape = mrp.SetState.$Properties;
    }

    /**
     * Properties of a NowPlayingInfo.
     * @deprecated Use mrp.NowPlayingInfo.$Properties instead.
     */
    interface INowPlayingInfo extends mrp.NowPlayingInfo.$Properties {
    }

    /** Represents a NowPlayingInfo. */
    class NowPlayingInfo {

        /**
         * Constructs a new NowPlayingInfo.
         * @param [properties] Properties to set
         */
        constructor(properties?: mrp.NowPlayingInfo.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** NowPlayingInfo album. */
        album?: (string|null);

        /** NowPlayingInfo artist. */
        artist?: (string|null);

        /** NowPlayingInfo duration. */
        duration?: (number|null);

        /** NowPlayingInfo elapsedTime. */
        elapsedTime?: (number|null);

        /** NowPlayingInfo playbackRate. */
        playbackRate?: (number|null);

        /** NowPlayingInfo repeatMode. */
        repeatMode?: (number|null);

        /** NowPlayingInfo shuffleMode. */
        shuffleMode?: (number|null);

        /** NowPlayingInfo timestamp. */
        timestamp?: (number|null);

        /** NowPlayingInfo title. */
        title?: (string|null);

        /**
         * Creates a new NowPlayingInfo instance using the specified properties.
         * @param [properties] Properties to set
         * @returns NowPlayingInfo instance
         */
        static create(properties: mrp.NowPlayingInfo.$Shape): mrp.NowPlayingInfo & mrp.NowPlayingInfo.$Shape;
        static create(properties?: mrp.NowPlayingInfo.$Properties): mrp.NowPlayingInfo;

        /**
         * Encodes the specified NowPlayingInfo message. Does not implicitly {@link mrp.NowPlayingInfo.verify|verify} messages.
         * @param message NowPlayingInfo message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: mrp.NowPlayingInfo.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a NowPlayingInfo message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {mrp.NowPlayingInfo & mrp.NowPlayingInfo.$Shape} NowPlayingInfo
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): mrp.NowPlayingInfo & mrp.NowPlayingInfo.$Shape;
    }

    namespace NowPlayingInfo {

        /** Properties of a NowPlayingInfo. */
        interface $Properties {

            /** NowPlayingInfo album */
            album?: (string|null);

            /** NowPlayingInfo artist */
            artist?: (string|null);

            /** NowPlayingInfo duration */
            duration?: (number|null);

            /** NowPlayingInfo elapsedTime */
            elapsedTime?: (number|null);

            /** NowPlayingInfo playbackRate */
            playbackRate?: (number|null);

            /** NowPlayingInfo repeatMode */
            repeatMode?: (number|null);

            /** NowPlayingInfo shuffleMode */
            shuffleMode?: (number|null);

            /** NowPlayingInfo timestamp */
            timestamp?: (number|null);

            /** NowPlayingInfo title */
            title?: (string|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a NowPlayingInfo. */
        type $Shape = mrp.NowPlayingInfo.$Properties;
    }

    /**
     * Properties of a PlaybackQueue.
     * @deprecated Use mrp.PlaybackQueue.$Properties instead.
     */
    interface IPlaybackQueue extends mrp.PlaybackQueue.$Properties {
    }

    /** Represents a PlaybackQueue. */
    class PlaybackQueue {

        /**
         * Constructs a new PlaybackQueue.
         * @param [properties] Properties to set
         */
        constructor(properties?: mrp.PlaybackQueue.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** PlaybackQueue location. */
        location?: (number|null);

        /** PlaybackQueue contentItems. */
        contentItems: mrp.ContentItem.$Properties[];

        /** PlaybackQueue requestIdentifier. */
        requestIdentifier?: (string|null);

        /** PlaybackQueue resolvedPlayerPath. */
        resolvedPlayerPath?: (mrp.PlayerPath.$Properties|null);

        /** PlaybackQueue queueIdentifier. */
        queueIdentifier?: (string|null);

        /**
         * Creates a new PlaybackQueue instance using the specified properties.
         * @param [properties] Properties to set
         * @returns PlaybackQueue instance
         */
        static create(properties: mrp.PlaybackQueue.$Shape): mrp.PlaybackQueue & mrp.PlaybackQueue.$Shape;
        static create(properties?: mrp.PlaybackQueue.$Properties): mrp.PlaybackQueue;

        /**
         * Encodes the specified PlaybackQueue message. Does not implicitly {@link mrp.PlaybackQueue.verify|verify} messages.
         * @param message PlaybackQueue message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: mrp.PlaybackQueue.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a PlaybackQueue message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {mrp.PlaybackQueue & mrp.PlaybackQueue.$Shape} PlaybackQueue
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): mrp.PlaybackQueue & mrp.PlaybackQueue.$Shape;
    }

    namespace PlaybackQueue {

        /** Properties of a PlaybackQueue. */
        interface $Properties {

            /** PlaybackQueue location */
            location?: (number|null);

            /** PlaybackQueue contentItems */
            contentItems?: (mrp.ContentItem.$Properties[]|null);

            /** PlaybackQueue requestIdentifier */
            requestIdentifier?: (string|null);

            /** PlaybackQueue resolvedPlayerPath */
            resolvedPlayerPath?: (mrp.PlayerPath.$Properties|null);

            /** PlaybackQueue queueIdentifier */
            queueIdentifier?: (string|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a PlaybackQueue. */
        type $Shape = mrp.PlaybackQueue.$Properties;
    }

    /**
     * Properties of a PlaybackQueueRequest.
     * @deprecated Use mrp.PlaybackQueueRequest.$Properties instead.
     */
    interface IPlaybackQueueRequest extends mrp.PlaybackQueueRequest.$Properties {
    }

    /** Represents a PlaybackQueueRequest. */
    class PlaybackQueueRequest {

        /**
         * Constructs a new PlaybackQueueRequest.
         * @param [properties] Properties to set
         */
        constructor(properties?: mrp.PlaybackQueueRequest.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** PlaybackQueueRequest location. */
        location?: (number|null);

        /** PlaybackQueueRequest length. */
        length?: (number|null);

        /** PlaybackQueueRequest includeMetadata. */
        includeMetadata?: (boolean|null);

        /** PlaybackQueueRequest artworkWidth. */
        artworkWidth?: (number|null);

        /** PlaybackQueueRequest artworkHeight. */
        artworkHeight?: (number|null);

        /** PlaybackQueueRequest includeInfo. */
        includeInfo?: (boolean|null);

        /** PlaybackQueueRequest includeLanguageOptions. */
        includeLanguageOptions?: (boolean|null);

        /** PlaybackQueueRequest requestIdentifier. */
        requestIdentifier?: (string|null);

        /** PlaybackQueueRequest contentItemIdentifiers. */
        contentItemIdentifiers: string[];

        /** PlaybackQueueRequest returnContentItemAssetsInUserCompletion. */
        returnContentItemAssetsInUserCompletion?: (boolean|null);

        /** PlaybackQueueRequest playerPath. */
        playerPath?: (mrp.PlayerPath.$Properties|null);

        /**
         * Creates a new PlaybackQueueRequest instance using the specified properties.
         * @param [properties] Properties to set
         * @returns PlaybackQueueRequest instance
         */
        static create(properties: mrp.PlaybackQueueRequest.$Shape): mrp.PlaybackQueueRequest & mrp.PlaybackQueueRequest.$Shape;
        static create(properties?: mrp.PlaybackQueueRequest.$Properties): mrp.PlaybackQueueRequest;

        /**
         * Encodes the specified PlaybackQueueRequest message. Does not implicitly {@link mrp.PlaybackQueueRequest.verify|verify} messages.
         * @param message PlaybackQueueRequest message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: mrp.PlaybackQueueRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a PlaybackQueueRequest message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {mrp.PlaybackQueueRequest & mrp.PlaybackQueueRequest.$Shape} PlaybackQueueRequest
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): mrp.PlaybackQueueRequest & mrp.PlaybackQueueRequest.$Shape;
    }

    namespace PlaybackQueueRequest {

        /** Properties of a PlaybackQueueRequest. */
        interface $Properties {

            /** PlaybackQueueRequest location */
            location?: (number|null);

            /** PlaybackQueueRequest length */
            length?: (number|null);

            /** PlaybackQueueRequest includeMetadata */
            includeMetadata?: (boolean|null);

            /** PlaybackQueueRequest artworkWidth */
            artworkWidth?: (number|null);

            /** PlaybackQueueRequest artworkHeight */
            artworkHeight?: (number|null);

            /** PlaybackQueueRequest includeInfo */
            includeInfo?: (boolean|null);

            /** PlaybackQueueRequest includeLanguageOptions */
            includeLanguageOptions?: (boolean|null);

            /** PlaybackQueueRequest requestIdentifier */
            requestIdentifier?: (string|null);

            /** PlaybackQueueRequest contentItemIdentifiers */
            contentItemIdentifiers?: (string[]|null);

            /** PlaybackQueueRequest returnContentItemAssetsInUserCompletion */
            returnContentItemAssetsInUserCompletion?: (boolean|null);

            /** PlaybackQueueRequest playerPath */
            playerPath?: (mrp.PlayerPath.$Properties|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a PlaybackQueueRequest. */
        type $Shape = mrp.PlaybackQueueRequest.$Properties;
    }

    /**
     * Properties of a ContentItem.
     * @deprecated Use mrp.ContentItem.$Properties instead.
     */
    interface IContentItem extends mrp.ContentItem.$Properties {
    }

    /** Represents a ContentItem. */
    class ContentItem {

        /**
         * Constructs a new ContentItem.
         * @param [properties] Properties to set
         */
        constructor(properties?: mrp.ContentItem.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** ContentItem identifier. */
        identifier?: (string|null);

        /** ContentItem metadata. */
        metadata?: (mrp.ContentItemMetadata.$Properties|null);

        /** ContentItem artworkData. */
        artworkData?: (Uint8Array|null);

        /** ContentItem info. */
        info?: (string|null);

        /** ContentItem availableLanguageOptions. */
        availableLanguageOptions: mrp.LanguageOptionGroup.$Properties[];

        /** ContentItem currentLanguageOptions. */
        currentLanguageOptions: mrp.LanguageOption.$Properties[];

        /** ContentItem parentIdentifier. */
        parentIdentifier?: (string|null);

        /** ContentItem ancestorIdentifier. */
        ancestorIdentifier?: (string|null);

        /** ContentItem queueIdentifier. */
        queueIdentifier?: (string|null);

        /** ContentItem requestIdentifier. */
        requestIdentifier?: (string|null);

        /** ContentItem artworkDataWidth. */
        artworkDataWidth?: (number|null);

        /** ContentItem artworkDataHeight. */
        artworkDataHeight?: (number|null);

        /**
         * Creates a new ContentItem instance using the specified properties.
         * @param [properties] Properties to set
         * @returns ContentItem instance
         */
        static create(properties: mrp.ContentItem.$Shape): mrp.ContentItem & mrp.ContentItem.$Shape;
        static create(properties?: mrp.ContentItem.$Properties): mrp.ContentItem;

        /**
         * Encodes the specified ContentItem message. Does not implicitly {@link mrp.ContentItem.verify|verify} messages.
         * @param message ContentItem message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: mrp.ContentItem.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a ContentItem message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {mrp.ContentItem & mrp.ContentItem.$Shape} ContentItem
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): mrp.ContentItem & mrp.ContentItem.$Shape;
    }

    namespace ContentItem {

        /** Properties of a ContentItem. */
        interface $Properties {

            /** ContentItem identifier */
            identifier?: (string|null);

            /** ContentItem metadata */
            metadata?: (mrp.ContentItemMetadata.$Properties|null);

            /** ContentItem artworkData */
            artworkData?: (Uint8Array|null);

            /** ContentItem info */
            info?: (string|null);

            /** ContentItem availableLanguageOptions */
            availableLanguageOptions?: (mrp.LanguageOptionGroup.$Properties[]|null);

            /** ContentItem currentLanguageOptions */
            currentLanguageOptions?: (mrp.LanguageOption.$Properties[]|null);

            /** ContentItem parentIdentifier */
            parentIdentifier?: (string|null);

            /** ContentItem ancestorIdentifier */
            ancestorIdentifier?: (string|null);

            /** ContentItem queueIdentifier */
            queueIdentifier?: (string|null);

            /** ContentItem requestIdentifier */
            requestIdentifier?: (string|null);

            /** ContentItem artworkDataWidth */
            artworkDataWidth?: (number|null);

            /** ContentItem artworkDataHeight */
            artworkDataHeight?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a ContentItem. */
        type $Shape = mrp.ContentItem.$Properties;
    }

    /**
     * Properties of a ContentItemMetadata.
     * @deprecated Use mrp.ContentItemMetadata.$Properties instead.
     */
    interface IContentItemMetadata extends mrp.ContentItemMetadata.$Properties {
    }

    /** Represents a ContentItemMetadata. */
    class ContentItemMetadata {

        /**
         * Constructs a new ContentItemMetadata.
         * @param [properties] Properties to set
         */
        constructor(properties?: mrp.ContentItemMetadata.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** ContentItemMetadata title. */
        title?: (string|null);

        /** ContentItemMetadata subtitle. */
        subtitle?: (string|null);

        /** ContentItemMetadata isContainer. */
        isContainer?: (boolean|null);

        /** ContentItemMetadata isPlayable. */
        isPlayable?: (boolean|null);

        /** ContentItemMetadata playbackProgress. */
        playbackProgress?: (number|null);

        /** ContentItemMetadata albumName. */
        albumName?: (string|null);

        /** ContentItemMetadata trackArtistName. */
        trackArtistName?: (string|null);

        /** ContentItemMetadata albumArtistName. */
        albumArtistName?: (string|null);

        /** ContentItemMetadata directorName. */
        directorName?: (string|null);

        /** ContentItemMetadata seasonNumber. */
        seasonNumber?: (number|null);

        /** ContentItemMetadata episodeNumber. */
        episodeNumber?: (number|null);

        /** ContentItemMetadata duration. */
        duration?: (number|null);

        /** ContentItemMetadata artworkAvailable. */
        artworkAvailable?: (boolean|null);

        /** ContentItemMetadata languageOptionsAvailable. */
        languageOptionsAvailable?: (boolean|null);

        /** ContentItemMetadata isStreamingContent. */
        isStreamingContent?: (boolean|null);

        /** ContentItemMetadata isCurrentlyPlaying. */
        isCurrentlyPlaying?: (boolean|null);

        /** ContentItemMetadata artworkMimeType. */
        artworkMimeType?: (string|null);

        /** ContentItemMetadata composer. */
        composer?: (string|null);

        /** ContentItemMetadata elapsedTime. */
        elapsedTime?: (number|null);

        /** ContentItemMetadata genre. */
        genre?: (string|null);

        /** ContentItemMetadata isAlwaysLive. */
        isAlwaysLive?: (boolean|null);

        /** ContentItemMetadata playbackRate. */
        playbackRate?: (number|null);

        /** ContentItemMetadata trackNumber. */
        trackNumber?: (number|null);

        /** ContentItemMetadata contentIdentifier. */
        contentIdentifier?: (string|null);

        /** ContentItemMetadata iTunesStoreIdentifier. */
        iTunesStoreIdentifier?: (number|null);

        /** ContentItemMetadata defaultPlaybackRate. */
        defaultPlaybackRate?: (number|null);

        /** ContentItemMetadata seriesName. */
        seriesName?: (string|null);

        /** ContentItemMetadata mediaType. */
        mediaType?: (number|null);

        /** ContentItemMetadata mediaSubType. */
        mediaSubType?: (number|null);

        /** ContentItemMetadata artworkUrl. */
        artworkUrl?: (string|null);

        /** ContentItemMetadata elapsedTimeTimestamp. */
        elapsedTimeTimestamp?: (number|null);

        /** ContentItemMetadata inferredTimestamp. */
        inferredTimestamp?: (number|null);

        /** ContentItemMetadata serviceIdentifier. */
        serviceIdentifier?: (string|null);

        /** ContentItemMetadata artworkDataWidth. */
        artworkDataWidth?: (number|null);

        /** ContentItemMetadata artworkDataHeight. */
        artworkDataHeight?: (number|null);

        /** ContentItemMetadata artworkIdentifier. */
        artworkIdentifier?: (string|null);

        /** ContentItemMetadata isLoading. */
        isLoading?: (boolean|null);

        /** ContentItemMetadata artworkUrlTemplatesData. */
        artworkUrlTemplatesData?: (Uint8Array|null);

        /** ContentItemMetadata artworkFileUrl. */
        artworkFileUrl?: (string|null);

        /**
         * Creates a new ContentItemMetadata instance using the specified properties.
         * @param [properties] Properties to set
         * @returns ContentItemMetadata instance
         */
        static create(properties: mrp.ContentItemMetadata.$Shape): mrp.ContentItemMetadata & mrp.ContentItemMetadata.$Shape;
        static create(properties?: mrp.ContentItemMetadata.$Properties): mrp.ContentItemMetadata;

        /**
         * Encodes the specified ContentItemMetadata message. Does not implicitly {@link mrp.ContentItemMetadata.verify|verify} messages.
         * @param message ContentItemMetadata message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: mrp.ContentItemMetadata.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a ContentItemMetadata message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {mrp.ContentItemMetadata & mrp.ContentItemMetadata.$Shape} ContentItemMetadata
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): mrp.ContentItemMetadata & mrp.ContentItemMetadata.$Shape;
    }

    namespace ContentItemMetadata {

        /** Properties of a ContentItemMetadata. */
        interface $Properties {

            /** ContentItemMetadata title */
            title?: (string|null);

            /** ContentItemMetadata subtitle */
            subtitle?: (string|null);

            /** ContentItemMetadata isContainer */
            isContainer?: (boolean|null);

            /** ContentItemMetadata isPlayable */
            isPlayable?: (boolean|null);

            /** ContentItemMetadata playbackProgress */
            playbackProgress?: (number|null);

            /** ContentItemMetadata albumName */
            albumName?: (string|null);

            /** ContentItemMetadata trackArtistName */
            trackArtistName?: (string|null);

            /** ContentItemMetadata albumArtistName */
            albumArtistName?: (string|null);

            /** ContentItemMetadata directorName */
            directorName?: (string|null);

            /** ContentItemMetadata seasonNumber */
            seasonNumber?: (number|null);

            /** ContentItemMetadata episodeNumber */
            episodeNumber?: (number|null);

            /** ContentItemMetadata duration */
            duration?: (number|null);

            /** ContentItemMetadata artworkAvailable */
            artworkAvailable?: (boolean|null);

            /** ContentItemMetadata languageOptionsAvailable */
            languageOptionsAvailable?: (boolean|null);

            /** ContentItemMetadata isStreamingContent */
            isStreamingContent?: (boolean|null);

            /** ContentItemMetadata isCurrentlyPlaying */
            isCurrentlyPlaying?: (boolean|null);

            /** ContentItemMetadata artworkMimeType */
            artworkMimeType?: (string|null);

            /** ContentItemMetadata composer */
            composer?: (string|null);

            /** ContentItemMetadata elapsedTime */
            elapsedTime?: (number|null);

            /** ContentItemMetadata genre */
            genre?: (string|null);

            /** ContentItemMetadata isAlwaysLive */
            isAlwaysLive?: (boolean|null);

            /** ContentItemMetadata playbackRate */
            playbackRate?: (number|null);

            /** ContentItemMetadata trackNumber */
            trackNumber?: (number|null);

            /** ContentItemMetadata contentIdentifier */
            contentIdentifier?: (string|null);

            /** ContentItemMetadata iTunesStoreIdentifier */
            iTunesStoreIdentifier?: (number|null);

            /** ContentItemMetadata defaultPlaybackRate */
            defaultPlaybackRate?: (number|null);

            /** ContentItemMetadata seriesName */
            seriesName?: (string|null);

            /** ContentItemMetadata mediaType */
            mediaType?: (number|null);

            /** ContentItemMetadata mediaSubType */
            mediaSubType?: (number|null);

            /** ContentItemMetadata artworkUrl */
            artworkUrl?: (string|null);

            /** ContentItemMetadata elapsedTimeTimestamp */
            elapsedTimeTimestamp?: (number|null);

            /** ContentItemMetadata inferredTimestamp */
            inferredTimestamp?: (number|null);

            /** ContentItemMetadata serviceIdentifier */
            serviceIdentifier?: (string|null);

            /** ContentItemMetadata artworkDataWidth */
            artworkDataWidth?: (number|null);

            /** ContentItemMetadata artworkDataHeight */
            artworkDataHeight?: (number|null);

            /** ContentItemMetadata artworkIdentifier */
            artworkIdentifier?: (string|null);

            /** ContentItemMetadata isLoading */
            isLoading?: (boolean|null);

            /** ContentItemMetadata artworkUrlTemplatesData */
            artworkUrlTemplatesData?: (Uint8Array|null);

            /** ContentItemMetadata artworkFileUrl */
            artworkFileUrl?: (string|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a ContentItemMetadata. */
        type $Shape = mrp.ContentItemMetadata.$Properties;
    }

    /**
     * Properties of a LanguageOption.
     * @deprecated Use mrp.LanguageOption.$Properties instead.
     */
    interface ILanguageOption extends mrp.LanguageOption.$Properties {
    }

    /** Represents a LanguageOption. */
    class LanguageOption {

        /**
         * Constructs a new LanguageOption.
         * @param [properties] Properties to set
         */
        constructor(properties?: mrp.LanguageOption.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** LanguageOption type. */
        type?: (number|null);

        /** LanguageOption languageTag. */
        languageTag?: (string|null);

        /** LanguageOption characteristics. */
        characteristics: string[];

        /** LanguageOption displayName. */
        displayName?: (string|null);

        /** LanguageOption identifier. */
        identifier?: (string|null);

        /**
         * Creates a new LanguageOption instance using the specified properties.
         * @param [properties] Properties to set
         * @returns LanguageOption instance
         */
        static create(properties: mrp.LanguageOption.$Shape): mrp.LanguageOption & mrp.LanguageOption.$Shape;
        static create(properties?: mrp.LanguageOption.$Properties): mrp.LanguageOption;

        /**
         * Encodes the specified LanguageOption message. Does not implicitly {@link mrp.LanguageOption.verify|verify} messages.
         * @param message LanguageOption message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: mrp.LanguageOption.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a LanguageOption message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {mrp.LanguageOption & mrp.LanguageOption.$Shape} LanguageOption
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): mrp.LanguageOption & mrp.LanguageOption.$Shape;
    }

    namespace LanguageOption {

        /** Properties of a LanguageOption. */
        interface $Properties {

            /** LanguageOption type */
            type?: (number|null);

            /** LanguageOption languageTag */
            languageTag?: (string|null);

            /** LanguageOption characteristics */
            characteristics?: (string[]|null);

            /** LanguageOption displayName */
            displayName?: (string|null);

            /** LanguageOption identifier */
            identifier?: (string|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a LanguageOption. */
        type $Shape = mrp.LanguageOption.$Properties;
    }

    /**
     * Properties of a LanguageOptionGroup.
     * @deprecated Use mrp.LanguageOptionGroup.$Properties instead.
     */
    interface ILanguageOptionGroup extends mrp.LanguageOptionGroup.$Properties {
    }

    /** Represents a LanguageOptionGroup. */
    class LanguageOptionGroup {

        /**
         * Constructs a new LanguageOptionGroup.
         * @param [properties] Properties to set
         */
        constructor(properties?: mrp.LanguageOptionGroup.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** LanguageOptionGroup allowEmptySelection. */
        allowEmptySelection?: (boolean|null);

        /** LanguageOptionGroup defaultLanguageOption. */
        defaultLanguageOption?: (mrp.LanguageOption.$Properties|null);

        /** LanguageOptionGroup languageOptions. */
        languageOptions: mrp.LanguageOption.$Properties[];

        /**
         * Creates a new LanguageOptionGroup instance using the specified properties.
         * @param [properties] Properties to set
         * @returns LanguageOptionGroup instance
         */
        static create(properties: mrp.LanguageOptionGroup.$Shape): mrp.LanguageOptionGroup & mrp.LanguageOptionGroup.$Shape;
        static create(properties?: mrp.LanguageOptionGroup.$Properties): mrp.LanguageOptionGroup;

        /**
         * Encodes the specified LanguageOptionGroup message. Does not implicitly {@link mrp.LanguageOptionGroup.verify|verify} messages.
         * @param message LanguageOptionGroup message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: mrp.LanguageOptionGroup.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a LanguageOptionGroup message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {mrp.LanguageOptionGroup & mrp.LanguageOptionGroup.$Shape} LanguageOptionGroup
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): mrp.LanguageOptionGroup & mrp.LanguageOptionGroup.$Shape;
    }

    namespace LanguageOptionGroup {

        /** Properties of a LanguageOptionGroup. */
        interface $Properties {

            /** LanguageOptionGroup allowEmptySelection */
            allowEmptySelection?: (boolean|null);

            /** LanguageOptionGroup defaultLanguageOption */
            defaultLanguageOption?: (mrp.LanguageOption.$Properties|null);

            /** LanguageOptionGroup languageOptions */
            languageOptions?: (mrp.LanguageOption.$Properties[]|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a LanguageOptionGroup. */
        type $Shape = mrp.LanguageOptionGroup.$Properties;
    }

    /**
     * Properties of an UpdateContentItem.
     * @deprecated Use mrp.UpdateContentItem.$Properties instead.
     */
    interface IUpdateContentItem extends mrp.UpdateContentItem.$Properties {
    }

    /** Represents an UpdateContentItem. */
    class UpdateContentItem {

        /**
         * Constructs a new UpdateContentItem.
         * @param [properties] Properties to set
         */
        constructor(properties?: mrp.UpdateContentItem.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** UpdateContentItem contentItems. */
        contentItems: mrp.ContentItem.$Properties[];

        /** UpdateContentItem playerPath. */
        playerPath?: (mrp.PlayerPath.$Properties|null);

        /**
         * Creates a new UpdateContentItem instance using the specified properties.
         * @param [properties] Properties to set
         * @returns UpdateContentItem instance
         */
        static create(properties: mrp.UpdateContentItem.$Shape): mrp.UpdateContentItem & mrp.UpdateContentItem.$Shape;
        static create(properties?: mrp.UpdateContentItem.$Properties): mrp.UpdateContentItem;

        /**
         * Encodes the specified UpdateContentItem message. Does not implicitly {@link mrp.UpdateContentItem.verify|verify} messages.
         * @param message UpdateContentItem message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: mrp.UpdateContentItem.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes an UpdateContentItem message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {mrp.UpdateContentItem & mrp.UpdateContentItem.$Shape} UpdateContentItem
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): mrp.UpdateContentItem & mrp.UpdateContentItem.$Shape;
    }

    namespace UpdateContentItem {

        /** Properties of an UpdateContentItem. */
        interface $Properties {

            /** UpdateContentItem contentItems */
            contentItems?: (mrp.ContentItem.$Properties[]|null);

            /** UpdateContentItem playerPath */
            playerPath?: (mrp.PlayerPath.$Properties|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of an UpdateContentItem. */
        type $Shape = mrp.UpdateContentItem.$Properties;
    }

    /**
     * Properties of an UpdateContentItemArtwork.
     * @deprecated Use mrp.UpdateContentItemArtwork.$Properties instead.
     */
    interface IUpdateContentItemArtwork extends mrp.UpdateContentItemArtwork.$Properties {
    }

    /** Represents an UpdateContentItemArtwork. */
    class UpdateContentItemArtwork {

        /**
         * Constructs a new UpdateContentItemArtwork.
         * @param [properties] Properties to set
         */
        constructor(properties?: mrp.UpdateContentItemArtwork.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** UpdateContentItemArtwork contentItems. */
        contentItems: mrp.ContentItem.$Properties[];

        /** UpdateContentItemArtwork playerPath. */
        playerPath?: (mrp.PlayerPath.$Properties|null);

        /**
         * Creates a new UpdateContentItemArtwork instance using the specified properties.
         * @param [properties] Properties to set
         * @returns UpdateContentItemArtwork instance
         */
        static create(properties: mrp.UpdateContentItemArtwork.$Shape): mrp.UpdateContentItemArtwork & mrp.UpdateContentItemArtwork.$Shape;
        static create(properties?: mrp.UpdateContentItemArtwork.$Properties): mrp.UpdateContentItemArtwork;

        /**
         * Encodes the specified UpdateContentItemArtwork message. Does not implicitly {@link mrp.UpdateContentItemArtwork.verify|verify} messages.
         * @param message UpdateContentItemArtwork message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: mrp.UpdateContentItemArtwork.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes an UpdateContentItemArtwork message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {mrp.UpdateContentItemArtwork & mrp.UpdateContentItemArtwork.$Shape} UpdateContentItemArtwork
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): mrp.UpdateContentItemArtwork & mrp.UpdateContentItemArtwork.$Shape;
    }

    namespace UpdateContentItemArtwork {

        /** Properties of an UpdateContentItemArtwork. */
        interface $Properties {

            /** UpdateContentItemArtwork contentItems */
            contentItems?: (mrp.ContentItem.$Properties[]|null);

            /** UpdateContentItemArtwork playerPath */
            playerPath?: (mrp.PlayerPath.$Properties|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of an UpdateContentItemArtwork. */
        type $Shape = mrp.UpdateContentItemArtwork.$Properties;
    }

    /**
     * Properties of a DeviceInfo.
     * @deprecated Use mrp.DeviceInfo.$Properties instead.
     */
    interface IDeviceInfo extends mrp.DeviceInfo.$Properties {
    }

    /** Represents a DeviceInfo. */
    class DeviceInfo {

        /**
         * Constructs a new DeviceInfo.
         * @param [properties] Properties to set
         */
        constructor(properties?: mrp.DeviceInfo.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** DeviceInfo uniqueIdentifier. */
        uniqueIdentifier?: (string|null);

        /** DeviceInfo name. */
        name?: (string|null);

        /** DeviceInfo localizedModelName. */
        localizedModelName?: (string|null);

        /** DeviceInfo systemBuildVersion. */
        systemBuildVersion?: (string|null);

        /** DeviceInfo applicationBundleIdentifier. */
        applicationBundleIdentifier?: (string|null);

        /** DeviceInfo applicationBundleVersion. */
        applicationBundleVersion?: (string|null);

        /** DeviceInfo protocolVersion. */
        protocolVersion?: (number|null);

        /** DeviceInfo lastSupportedMessageType. */
        lastSupportedMessageType?: (number|null);

        /** DeviceInfo supportsSystemPairing. */
        supportsSystemPairing?: (boolean|null);

        /** DeviceInfo allowsPairing. */
        allowsPairing?: (boolean|null);

        /** DeviceInfo connected. */
        connected?: (boolean|null);

        /** DeviceInfo systemMediaApplication. */
        systemMediaApplication?: (string|null);

        /** DeviceInfo supportsAcl. */
        supportsAcl?: (boolean|null);

        /** DeviceInfo supportsSharedQueue. */
        supportsSharedQueue?: (boolean|null);

        /** DeviceInfo supportsExtendedMotion. */
        supportsExtendedMotion?: (boolean|null);

        /** DeviceInfo bluetoothAddress. */
        bluetoothAddress?: (Uint8Array|null);

        /** DeviceInfo sharedQueueVersion. */
        sharedQueueVersion?: (number|null);

        /** DeviceInfo deviceUid. */
        deviceUid?: (string|null);

        /** DeviceInfo managedConfigDeviceIdentifier. */
        managedConfigDeviceIdentifier?: (string|null);

        /** DeviceInfo deviceClass. */
        deviceClass?: (number|null);

        /** DeviceInfo logicalDeviceCount. */
        logicalDeviceCount?: (number|null);

        /** DeviceInfo tightlySyncedGroup. */
        tightlySyncedGroup?: (boolean|null);

        /** DeviceInfo isProxyGroupPlayer. */
        isProxyGroupPlayer?: (boolean|null);

        /** DeviceInfo tightSyncUid. */
        tightSyncUid?: (string|null);

        /** DeviceInfo groupUid. */
        groupUid?: (string|null);

        /** DeviceInfo groupName. */
        groupName?: (string|null);

        /** DeviceInfo groupedDevices. */
        groupedDevices: mrp.DeviceInfo.$Properties[];

        /** DeviceInfo isGroupLeader. */
        isGroupLeader?: (boolean|null);

        /** DeviceInfo isAirplayActive. */
        isAirplayActive?: (boolean|null);

        /** DeviceInfo clusterIdentifier. */
        clusterIdentifier?: (string|null);

        /** DeviceInfo clusterLeaderIdentifier. */
        clusterLeaderIdentifier?: (string|null);

        /** DeviceInfo clusterType. */
        clusterType?: (number|null);

        /** DeviceInfo isClusterAware. */
        isClusterAware?: (boolean|null);

        /** DeviceInfo modelIdentifier. */
        modelIdentifier?: (string|null);

        /** DeviceInfo airPlayGroupIdentifier. */
        airPlayGroupIdentifier?: (string|null);

        /** DeviceInfo clusteredDevices. */
        clusteredDevices: mrp.DeviceInfo.$Properties[];

        /** DeviceInfo computerName. */
        computerName?: (string|null);

        /**
         * Creates a new DeviceInfo instance using the specified properties.
         * @param [properties] Properties to set
         * @returns DeviceInfo instance
         */
        static create(properties: mrp.DeviceInfo.$Shape): mrp.DeviceInfo & mrp.DeviceInfo.$Shape;
        static create(properties?: mrp.DeviceInfo.$Properties): mrp.DeviceInfo;

        /**
         * Encodes the specified DeviceInfo message. Does not implicitly {@link mrp.DeviceInfo.verify|verify} messages.
         * @param message DeviceInfo message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: mrp.DeviceInfo.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a DeviceInfo message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {mrp.DeviceInfo & mrp.DeviceInfo.$Shape} DeviceInfo
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): mrp.DeviceInfo & mrp.DeviceInfo.$Shape;
    }

    namespace DeviceInfo {

        /** Properties of a DeviceInfo. */
        interface $Properties {

            /** DeviceInfo uniqueIdentifier */
            uniqueIdentifier?: (string|null);

            /** DeviceInfo name */
            name?: (string|null);

            /** DeviceInfo localizedModelName */
            localizedModelName?: (string|null);

            /** DeviceInfo systemBuildVersion */
            systemBuildVersion?: (string|null);

            /** DeviceInfo applicationBundleIdentifier */
            applicationBundleIdentifier?: (string|null);

            /** DeviceInfo applicationBundleVersion */
            applicationBundleVersion?: (string|null);

            /** DeviceInfo protocolVersion */
            protocolVersion?: (number|null);

            /** DeviceInfo lastSupportedMessageType */
            lastSupportedMessageType?: (number|null);

            /** DeviceInfo supportsSystemPairing */
            supportsSystemPairing?: (boolean|null);

            /** DeviceInfo allowsPairing */
            allowsPairing?: (boolean|null);

            /** DeviceInfo connected */
            connected?: (boolean|null);

            /** DeviceInfo systemMediaApplication */
            systemMediaApplication?: (string|null);

            /** DeviceInfo supportsAcl */
            supportsAcl?: (boolean|null);

            /** DeviceInfo supportsSharedQueue */
            supportsSharedQueue?: (boolean|null);

            /** DeviceInfo supportsExtendedMotion */
            supportsExtendedMotion?: (boolean|null);

            /** DeviceInfo bluetoothAddress */
            bluetoothAddress?: (Uint8Array|null);

            /** DeviceInfo sharedQueueVersion */
            sharedQueueVersion?: (number|null);

            /** DeviceInfo deviceUid */
            deviceUid?: (string|null);

            /** DeviceInfo managedConfigDeviceIdentifier */
            managedConfigDeviceIdentifier?: (string|null);

            /** DeviceInfo deviceClass */
            deviceClass?: (number|null);

            /** DeviceInfo logicalDeviceCount */
            logicalDeviceCount?: (number|null);

            /** DeviceInfo tightlySyncedGroup */
            tightlySyncedGroup?: (boolean|null);

            /** DeviceInfo isProxyGroupPlayer */
            isProxyGroupPlayer?: (boolean|null);

            /** DeviceInfo tightSyncUid */
            tightSyncUid?: (string|null);

            /** DeviceInfo groupUid */
            groupUid?: (string|null);

            /** DeviceInfo groupName */
            groupName?: (string|null);

            /** DeviceInfo groupedDevices */
            groupedDevices?: (mrp.DeviceInfo.$Properties[]|null);

            /** DeviceInfo isGroupLeader */
            isGroupLeader?: (boolean|null);

            /** DeviceInfo isAirplayActive */
            isAirplayActive?: (boolean|null);

            /** DeviceInfo clusterIdentifier */
            clusterIdentifier?: (string|null);

            /** DeviceInfo clusterLeaderIdentifier */
            clusterLeaderIdentifier?: (string|null);

            /** DeviceInfo clusterType */
            clusterType?: (number|null);

            /** DeviceInfo isClusterAware */
            isClusterAware?: (boolean|null);

            /** DeviceInfo modelIdentifier */
            modelIdentifier?: (string|null);

            /** DeviceInfo airPlayGroupIdentifier */
            airPlayGroupIdentifier?: (string|null);

            /** DeviceInfo clusteredDevices */
            clusteredDevices?: (mrp.DeviceInfo.$Properties[]|null);

            /** DeviceInfo computerName */
            computerName?: (string|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a DeviceInfo. */
        type $Shape = mrp.DeviceInfo.$Properties;
    }

    /**
     * Properties of a ClientUpdatesConfig.
     * @deprecated Use mrp.ClientUpdatesConfig.$Properties instead.
     */
    interface IClientUpdatesConfig extends mrp.ClientUpdatesConfig.$Properties {
    }

    /** Represents a ClientUpdatesConfig. */
    class ClientUpdatesConfig {

        /**
         * Constructs a new ClientUpdatesConfig.
         * @param [properties] Properties to set
         */
        constructor(properties?: mrp.ClientUpdatesConfig.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** ClientUpdatesConfig artworkUpdates. */
        artworkUpdates?: (boolean|null);

        /** ClientUpdatesConfig nowPlayingUpdates. */
        nowPlayingUpdates?: (boolean|null);

        /** ClientUpdatesConfig volumeUpdates. */
        volumeUpdates?: (boolean|null);

        /** ClientUpdatesConfig keyboardUpdates. */
        keyboardUpdates?: (boolean|null);

        /** ClientUpdatesConfig outputDeviceUpdates. */
        outputDeviceUpdates?: (boolean|null);

        /**
         * Creates a new ClientUpdatesConfig instance using the specified properties.
         * @param [properties] Properties to set
         * @returns ClientUpdatesConfig instance
         */
        static create(properties: mrp.ClientUpdatesConfig.$Shape): mrp.ClientUpdatesConfig & mrp.ClientUpdatesConfig.$Shape;
        static create(properties?: mrp.ClientUpdatesConfig.$Properties): mrp.ClientUpdatesConfig;

        /**
         * Encodes the specified ClientUpdatesConfig message. Does not implicitly {@link mrp.ClientUpdatesConfig.verify|verify} messages.
         * @param message ClientUpdatesConfig message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: mrp.ClientUpdatesConfig.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a ClientUpdatesConfig message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {mrp.ClientUpdatesConfig & mrp.ClientUpdatesConfig.$Shape} ClientUpdatesConfig
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): mrp.ClientUpdatesConfig & mrp.ClientUpdatesConfig.$Shape;
    }

    namespace ClientUpdatesConfig {

        /** Properties of a ClientUpdatesConfig. */
        interface $Properties {

            /** ClientUpdatesConfig artworkUpdates */
            artworkUpdates?: (boolean|null);

            /** ClientUpdatesConfig nowPlayingUpdates */
            nowPlayingUpdates?: (boolean|null);

            /** ClientUpdatesConfig volumeUpdates */
            volumeUpdates?: (boolean|null);

            /** ClientUpdatesConfig keyboardUpdates */
            keyboardUpdates?: (boolean|null);

            /** ClientUpdatesConfig outputDeviceUpdates */
            outputDeviceUpdates?: (boolean|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a ClientUpdatesConfig. */
        type $Shape = mrp.ClientUpdatesConfig.$Properties;
    }

    /**
     * Properties of a VolumeControlAvailability.
     * @deprecated Use mrp.VolumeControlAvailability.$Properties instead.
     */
    interface IVolumeControlAvailability extends mrp.VolumeControlAvailability.$Properties {
    }

    /** Represents a VolumeControlAvailability. */
    class VolumeControlAvailability {

        /**
         * Constructs a new VolumeControlAvailability.
         * @param [properties] Properties to set
         */
        constructor(properties?: mrp.VolumeControlAvailability.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** VolumeControlAvailability volumeControlAvailable. */
        volumeControlAvailable?: (boolean|null);

        /** VolumeControlAvailability volumeCapabilities. */
        volumeCapabilities?: (number|null);

        /**
         * Creates a new VolumeControlAvailability instance using the specified properties.
         * @param [properties] Properties to set
         * @returns VolumeControlAvailability instance
         */
        static create(properties: mrp.VolumeControlAvailability.$Shape): mrp.VolumeControlAvailability & mrp.VolumeControlAvailability.$Shape;
        static create(properties?: mrp.VolumeControlAvailability.$Properties): mrp.VolumeControlAvailability;

        /**
         * Encodes the specified VolumeControlAvailability message. Does not implicitly {@link mrp.VolumeControlAvailability.verify|verify} messages.
         * @param message VolumeControlAvailability message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: mrp.VolumeControlAvailability.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a VolumeControlAvailability message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {mrp.VolumeControlAvailability & mrp.VolumeControlAvailability.$Shape} VolumeControlAvailability
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): mrp.VolumeControlAvailability & mrp.VolumeControlAvailability.$Shape;
    }

    namespace VolumeControlAvailability {

        /** Properties of a VolumeControlAvailability. */
        interface $Properties {

            /** VolumeControlAvailability volumeControlAvailable */
            volumeControlAvailable?: (boolean|null);

            /** VolumeControlAvailability volumeCapabilities */
            volumeCapabilities?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a VolumeControlAvailability. */
        type $Shape = mrp.VolumeControlAvailability.$Properties;
    }

    /**
     * Properties of a VolumeControlCapabilitiesDidChange.
     * @deprecated Use mrp.VolumeControlCapabilitiesDidChange.$Properties instead.
     */
    interface IVolumeControlCapabilitiesDidChange extends mrp.VolumeControlCapabilitiesDidChange.$Properties {
    }

    /** Represents a VolumeControlCapabilitiesDidChange. */
    class VolumeControlCapabilitiesDidChange {

        /**
         * Constructs a new VolumeControlCapabilitiesDidChange.
         * @param [properties] Properties to set
         */
        constructor(properties?: mrp.VolumeControlCapabilitiesDidChange.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** VolumeControlCapabilitiesDidChange capabilities. */
        capabilities?: (mrp.VolumeControlAvailability.$Properties|null);

        /** VolumeControlCapabilitiesDidChange endpointUid. */
        endpointUid?: (string|null);

        /** VolumeControlCapabilitiesDidChange outputDeviceUid. */
        outputDeviceUid?: (string|null);

        /**
         * Creates a new VolumeControlCapabilitiesDidChange instance using the specified properties.
         * @param [properties] Properties to set
         * @returns VolumeControlCapabilitiesDidChange instance
         */
        static create(properties: mrp.VolumeControlCapabilitiesDidChange.$Shape): mrp.VolumeControlCapabilitiesDidChange & mrp.VolumeControlCapabilitiesDidChange.$Shape;
        static create(properties?: mrp.VolumeControlCapabilitiesDidChange.$Properties): mrp.VolumeControlCapabilitiesDidChange;

        /**
         * Encodes the specified VolumeControlCapabilitiesDidChange message. Does not implicitly {@link mrp.VolumeControlCapabilitiesDidChange.verify|verify} messages.
         * @param message VolumeControlCapabilitiesDidChange message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: mrp.VolumeControlCapabilitiesDidChange.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a VolumeControlCapabilitiesDidChange message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {mrp.VolumeControlCapabilitiesDidChange & mrp.VolumeControlCapabilitiesDidChange.$Shape} VolumeControlCapabilitiesDidChange
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): mrp.VolumeControlCapabilitiesDidChange & mrp.VolumeControlCapabilitiesDidChange.$Shape;
    }

    namespace VolumeControlCapabilitiesDidChange {

        /** Properties of a VolumeControlCapabilitiesDidChange. */
        interface $Properties {

            /** VolumeControlCapabilitiesDidChange capabilities */
            capabilities?: (mrp.VolumeControlAvailability.$Properties|null);

            /** VolumeControlCapabilitiesDidChange endpointUid */
            endpointUid?: (string|null);

            /** VolumeControlCapabilitiesDidChange outputDeviceUid */
            outputDeviceUid?: (string|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a VolumeControlCapabilitiesDidChange. */
        type $Shape = mrp.VolumeControlCapabilitiesDidChange.$Properties;
    }

    /**
     * Properties of a GetVolume.
     * @deprecated Use mrp.GetVolume.$Properties instead.
     */
    interface IGetVolume extends mrp.GetVolume.$Properties {
    }

    /** Represents a GetVolume. */
    class GetVolume {

        /**
         * Constructs a new GetVolume.
         * @param [properties] Properties to set
         */
        constructor(properties?: mrp.GetVolume.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** GetVolume outputDeviceUid. */
        outputDeviceUid?: (string|null);

        /**
         * Creates a new GetVolume instance using the specified properties.
         * @param [properties] Properties to set
         * @returns GetVolume instance
         */
        static create(properties: mrp.GetVolume.$Shape): mrp.GetVolume & mrp.GetVolume.$Shape;
        static create(properties?: mrp.GetVolume.$Properties): mrp.GetVolume;

        /**
         * Encodes the specified GetVolume message. Does not implicitly {@link mrp.GetVolume.verify|verify} messages.
         * @param message GetVolume message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: mrp.GetVolume.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a GetVolume message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {mrp.GetVolume & mrp.GetVolume.$Shape} GetVolume
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): mrp.GetVolume & mrp.GetVolume.$Shape;
    }

    namespace GetVolume {

        /** Properties of a GetVolume. */
        interface $Properties {

            /** GetVolume outputDeviceUid */
            outputDeviceUid?: (string|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a GetVolume. */
        type $Shape = mrp.GetVolume.$Properties;
    }

    /**
     * Properties of a GetVolumeResult.
     * @deprecated Use mrp.GetVolumeResult.$Properties instead.
     */
    interface IGetVolumeResult extends mrp.GetVolumeResult.$Properties {
    }

    /** Represents a GetVolumeResult. */
    class GetVolumeResult {

        /**
         * Constructs a new GetVolumeResult.
         * @param [properties] Properties to set
         */
        constructor(properties?: mrp.GetVolumeResult.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** GetVolumeResult volume. */
        volume?: (number|null);

        /**
         * Creates a new GetVolumeResult instance using the specified properties.
         * @param [properties] Properties to set
         * @returns GetVolumeResult instance
         */
        static create(properties: mrp.GetVolumeResult.$Shape): mrp.GetVolumeResult & mrp.GetVolumeResult.$Shape;
        static create(properties?: mrp.GetVolumeResult.$Properties): mrp.GetVolumeResult;

        /**
         * Encodes the specified GetVolumeResult message. Does not implicitly {@link mrp.GetVolumeResult.verify|verify} messages.
         * @param message GetVolumeResult message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: mrp.GetVolumeResult.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a GetVolumeResult message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {mrp.GetVolumeResult & mrp.GetVolumeResult.$Shape} GetVolumeResult
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): mrp.GetVolumeResult & mrp.GetVolumeResult.$Shape;
    }

    namespace GetVolumeResult {

        /** Properties of a GetVolumeResult. */
        interface $Properties {

            /** GetVolumeResult volume */
            volume?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a GetVolumeResult. */
        type $Shape = mrp.GetVolumeResult.$Properties;
    }

    /**
     * Properties of a SetVolume.
     * @deprecated Use mrp.SetVolume.$Properties instead.
     */
    interface ISetVolume extends mrp.SetVolume.$Properties {
    }

    /** Represents a SetVolume. */
    class SetVolume {

        /**
         * Constructs a new SetVolume.
         * @param [properties] Properties to set
         */
        constructor(properties?: mrp.SetVolume.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** SetVolume volume. */
        volume?: (number|null);

        /** SetVolume outputDeviceUid. */
        outputDeviceUid?: (string|null);

        /**
         * Creates a new SetVolume instance using the specified properties.
         * @param [properties] Properties to set
         * @returns SetVolume instance
         */
        static create(properties: mrp.SetVolume.$Shape): mrp.SetVolume & mrp.SetVolume.$Shape;
        static create(properties?: mrp.SetVolume.$Properties): mrp.SetVolume;

        /**
         * Encodes the specified SetVolume message. Does not implicitly {@link mrp.SetVolume.verify|verify} messages.
         * @param message SetVolume message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: mrp.SetVolume.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a SetVolume message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {mrp.SetVolume & mrp.SetVolume.$Shape} SetVolume
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): mrp.SetVolume & mrp.SetVolume.$Shape;
    }

    namespace SetVolume {

        /** Properties of a SetVolume. */
        interface $Properties {

            /** SetVolume volume */
            volume?: (number|null);

            /** SetVolume outputDeviceUid */
            outputDeviceUid?: (string|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a SetVolume. */
        type $Shape = mrp.SetVolume.$Properties;
    }

    /**
     * Properties of a VolumeDidChange.
     * @deprecated Use mrp.VolumeDidChange.$Properties instead.
     */
    interface IVolumeDidChange extends mrp.VolumeDidChange.$Properties {
    }

    /** Represents a VolumeDidChange. */
    class VolumeDidChange {

        /**
         * Constructs a new VolumeDidChange.
         * @param [properties] Properties to set
         */
        constructor(properties?: mrp.VolumeDidChange.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** VolumeDidChange volume. */
        volume?: (number|null);

        /** VolumeDidChange endpointUid. */
        endpointUid?: (string|null);

        /** VolumeDidChange outputDeviceUid. */
        outputDeviceUid?: (string|null);

        /**
         * Creates a new VolumeDidChange instance using the specified properties.
         * @param [properties] Properties to set
         * @returns VolumeDidChange instance
         */
        static create(properties: mrp.VolumeDidChange.$Shape): mrp.VolumeDidChange & mrp.VolumeDidChange.$Shape;
        static create(properties?: mrp.VolumeDidChange.$Properties): mrp.VolumeDidChange;

        /**
         * Encodes the specified VolumeDidChange message. Does not implicitly {@link mrp.VolumeDidChange.verify|verify} messages.
         * @param message VolumeDidChange message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: mrp.VolumeDidChange.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a VolumeDidChange message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {mrp.VolumeDidChange & mrp.VolumeDidChange.$Shape} VolumeDidChange
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): mrp.VolumeDidChange & mrp.VolumeDidChange.$Shape;
    }

    namespace VolumeDidChange {

        /** Properties of a VolumeDidChange. */
        interface $Properties {

            /** VolumeDidChange volume */
            volume?: (number|null);

            /** VolumeDidChange endpointUid */
            endpointUid?: (string|null);

            /** VolumeDidChange outputDeviceUid */
            outputDeviceUid?: (string|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a VolumeDidChange. */
        type $Shape = mrp.VolumeDidChange.$Properties;
    }

    /**
     * Properties of an OutputDevice.
     * @deprecated Use mrp.OutputDevice.$Properties instead.
     */
    interface IOutputDevice extends mrp.OutputDevice.$Properties {
    }

    /** Represents an OutputDevice. */
    class OutputDevice {

        /**
         * Constructs a new OutputDevice.
         * @param [properties] Properties to set
         */
        constructor(properties?: mrp.OutputDevice.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** OutputDevice name. */
        name?: (string|null);

        /** OutputDevice uniqueIdentifier. */
        uniqueIdentifier?: (string|null);

        /** OutputDevice groupIdentifier. */
        groupIdentifier?: (string|null);

        /** OutputDevice modelIdentifier. */
        modelIdentifier?: (string|null);

        /** OutputDevice isGroupLeader. */
        isGroupLeader?: (boolean|null);

        /** OutputDevice isGroupable. */
        isGroupable?: (boolean|null);

        /** OutputDevice deviceType. */
        deviceType?: (number|null);

        /** OutputDevice deviceSubType. */
        deviceSubType?: (number|null);

        /** OutputDevice isLocalDevice. */
        isLocalDevice?: (boolean|null);

        /** OutputDevice isProxyGroupPlayer. */
        isProxyGroupPlayer?: (boolean|null);

        /** OutputDevice volume. */
        volume?: (number|null);

        /** OutputDevice isVolumeControlAvailable. */
        isVolumeControlAvailable?: (boolean|null);

        /** OutputDevice volumeCapabilities. */
        volumeCapabilities?: (number|null);

        /** OutputDevice clusterType. */
        clusterType?: (number|null);

        /** OutputDevice primaryUid. */
        primaryUid?: (string|null);

        /**
         * Creates a new OutputDevice instance using the specified properties.
         * @param [properties] Properties to set
         * @returns OutputDevice instance
         */
        static create(properties: mrp.OutputDevice.$Shape): mrp.OutputDevice & mrp.OutputDevice.$Shape;
        static create(properties?: mrp.OutputDevice.$Properties): mrp.OutputDevice;

        /**
         * Encodes the specified OutputDevice message. Does not implicitly {@link mrp.OutputDevice.verify|verify} messages.
         * @param message OutputDevice message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: mrp.OutputDevice.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes an OutputDevice message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {mrp.OutputDevice & mrp.OutputDevice.$Shape} OutputDevice
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): mrp.OutputDevice & mrp.OutputDevice.$Shape;
    }

    namespace OutputDevice {

        /** Properties of an OutputDevice. */
        interface $Properties {

            /** OutputDevice name */
            name?: (string|null);

            /** OutputDevice uniqueIdentifier */
            uniqueIdentifier?: (string|null);

            /** OutputDevice groupIdentifier */
            groupIdentifier?: (string|null);

            /** OutputDevice modelIdentifier */
            modelIdentifier?: (string|null);

            /** OutputDevice isGroupLeader */
            isGroupLeader?: (boolean|null);

            /** OutputDevice isGroupable */
            isGroupable?: (boolean|null);

            /** OutputDevice deviceType */
            deviceType?: (number|null);

            /** OutputDevice deviceSubType */
            deviceSubType?: (number|null);

            /** OutputDevice isLocalDevice */
            isLocalDevice?: (boolean|null);

            /** OutputDevice isProxyGroupPlayer */
            isProxyGroupPlayer?: (boolean|null);

            /** OutputDevice volume */
            volume?: (number|null);

            /** OutputDevice isVolumeControlAvailable */
            isVolumeControlAvailable?: (boolean|null);

            /** OutputDevice volumeCapabilities */
            volumeCapabilities?: (number|null);

            /** OutputDevice clusterType */
            clusterType?: (number|null);

            /** OutputDevice primaryUid */
            primaryUid?: (string|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of an OutputDevice. */
        type $Shape = mrp.OutputDevice.$Properties;
    }

    /**
     * Properties of an UpdateOutputDevice.
     * @deprecated Use mrp.UpdateOutputDevice.$Properties instead.
     */
    interface IUpdateOutputDevice extends mrp.UpdateOutputDevice.$Properties {
    }

    /** Represents an UpdateOutputDevice. */
    class UpdateOutputDevice {

        /**
         * Constructs a new UpdateOutputDevice.
         * @param [properties] Properties to set
         */
        constructor(properties?: mrp.UpdateOutputDevice.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** UpdateOutputDevice outputDevices. */
        outputDevices: mrp.OutputDevice.$Properties[];

        /** UpdateOutputDevice endpointUid. */
        endpointUid?: (string|null);

        /** UpdateOutputDevice clusterAwareOutputDevices. */
        clusterAwareOutputDevices: mrp.OutputDevice.$Properties[];

        /**
         * Creates a new UpdateOutputDevice instance using the specified properties.
         * @param [properties] Properties to set
         * @returns UpdateOutputDevice instance
         */
        static create(properties: mrp.UpdateOutputDevice.$Shape): mrp.UpdateOutputDevice & mrp.UpdateOutputDevice.$Shape;
        static create(properties?: mrp.UpdateOutputDevice.$Properties): mrp.UpdateOutputDevice;

        /**
         * Encodes the specified UpdateOutputDevice message. Does not implicitly {@link mrp.UpdateOutputDevice.verify|verify} messages.
         * @param message UpdateOutputDevice message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: mrp.UpdateOutputDevice.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes an UpdateOutputDevice message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {mrp.UpdateOutputDevice & mrp.UpdateOutputDevice.$Shape} UpdateOutputDevice
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): mrp.UpdateOutputDevice & mrp.UpdateOutputDevice.$Shape;
    }

    namespace UpdateOutputDevice {

        /** Properties of an UpdateOutputDevice. */
        interface $Properties {

            /** UpdateOutputDevice outputDevices */
            outputDevices?: (mrp.OutputDevice.$Properties[]|null);

            /** UpdateOutputDevice endpointUid */
            endpointUid?: (string|null);

            /** UpdateOutputDevice clusterAwareOutputDevices */
            clusterAwareOutputDevices?: (mrp.OutputDevice.$Properties[]|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of an UpdateOutputDevice. */
        type $Shape = mrp.UpdateOutputDevice.$Properties;
    }

    /**
     * Properties of a ModifyOutputContextRequest.
     * @deprecated Use mrp.ModifyOutputContextRequest.$Properties instead.
     */
    interface IModifyOutputContextRequest extends mrp.ModifyOutputContextRequest.$Properties {
    }

    /** Represents a ModifyOutputContextRequest. */
    class ModifyOutputContextRequest {

        /**
         * Constructs a new ModifyOutputContextRequest.
         * @param [properties] Properties to set
         */
        constructor(properties?: mrp.ModifyOutputContextRequest.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** ModifyOutputContextRequest type. */
        type?: (number|null);

        /** ModifyOutputContextRequest addingDevices. */
        addingDevices: string[];

        /** ModifyOutputContextRequest removingDevices. */
        removingDevices: string[];

        /** ModifyOutputContextRequest settingDevices. */
        settingDevices: string[];

        /** ModifyOutputContextRequest clusterAwareAddingDevices. */
        clusterAwareAddingDevices: string[];

        /** ModifyOutputContextRequest clusterAwareRemovingDevices. */
        clusterAwareRemovingDevices: string[];

        /** ModifyOutputContextRequest clusterAwareSettingDevices. */
        clusterAwareSettingDevices: string[];

        /**
         * Creates a new ModifyOutputContextRequest instance using the specified properties.
         * @param [properties] Properties to set
         * @returns ModifyOutputContextRequest instance
         */
        static create(properties: mrp.ModifyOutputContextRequest.$Shape): mrp.ModifyOutputContextRequest & mrp.ModifyOutputContextRequest.$Shape;
        static create(properties?: mrp.ModifyOutputContextRequest.$Properties): mrp.ModifyOutputContextRequest;

        /**
         * Encodes the specified ModifyOutputContextRequest message. Does not implicitly {@link mrp.ModifyOutputContextRequest.verify|verify} messages.
         * @param message ModifyOutputContextRequest message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: mrp.ModifyOutputContextRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a ModifyOutputContextRequest message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {mrp.ModifyOutputContextRequest & mrp.ModifyOutputContextRequest.$Shape} ModifyOutputContextRequest
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): mrp.ModifyOutputContextRequest & mrp.ModifyOutputContextRequest.$Shape;
    }

    namespace ModifyOutputContextRequest {

        /** Properties of a ModifyOutputContextRequest. */
        interface $Properties {

            /** ModifyOutputContextRequest type */
            type?: (number|null);

            /** ModifyOutputContextRequest addingDevices */
            addingDevices?: (string[]|null);

            /** ModifyOutputContextRequest removingDevices */
            removingDevices?: (string[]|null);

            /** ModifyOutputContextRequest settingDevices */
            settingDevices?: (string[]|null);

            /** ModifyOutputContextRequest clusterAwareAddingDevices */
            clusterAwareAddingDevices?: (string[]|null);

            /** ModifyOutputContextRequest clusterAwareRemovingDevices */
            clusterAwareRemovingDevices?: (string[]|null);

            /** ModifyOutputContextRequest clusterAwareSettingDevices */
            clusterAwareSettingDevices?: (string[]|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a ModifyOutputContextRequest. */
        type $Shape = mrp.ModifyOutputContextRequest.$Properties;
    }

    /**
     * Properties of a CryptoPairing.
     * @deprecated Use mrp.CryptoPairing.$Properties instead.
     */
    interface ICryptoPairing extends mrp.CryptoPairing.$Properties {
    }

    /** Represents a CryptoPairing. */
    class CryptoPairing {

        /**
         * Constructs a new CryptoPairing.
         * @param [properties] Properties to set
         */
        constructor(properties?: mrp.CryptoPairing.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** CryptoPairing pairingData. */
        pairingData?: (Uint8Array|null);

        /** CryptoPairing status. */
        status?: (number|null);

        /** CryptoPairing isRetrying. */
        isRetrying?: (boolean|null);

        /** CryptoPairing isUsingSystemPairing. */
        isUsingSystemPairing?: (boolean|null);

        /** CryptoPairing state. */
        state?: (number|null);

        /**
         * Creates a new CryptoPairing instance using the specified properties.
         * @param [properties] Properties to set
         * @returns CryptoPairing instance
         */
        static create(properties: mrp.CryptoPairing.$Shape): mrp.CryptoPairing & mrp.CryptoPairing.$Shape;
        static create(properties?: mrp.CryptoPairing.$Properties): mrp.CryptoPairing;

        /**
         * Encodes the specified CryptoPairing message. Does not implicitly {@link mrp.CryptoPairing.verify|verify} messages.
         * @param message CryptoPairing message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: mrp.CryptoPairing.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a CryptoPairing message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {mrp.CryptoPairing & mrp.CryptoPairing.$Shape} CryptoPairing
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): mrp.CryptoPairing & mrp.CryptoPairing.$Shape;
    }

    namespace CryptoPairing {

        /** Properties of a CryptoPairing. */
        interface $Properties {

            /** CryptoPairing pairingData */
            pairingData?: (Uint8Array|null);

            /** CryptoPairing status */
            status?: (number|null);

            /** CryptoPairing isRetrying */
            isRetrying?: (boolean|null);

            /** CryptoPairing isUsingSystemPairing */
            isUsingSystemPairing?: (boolean|null);

            /** CryptoPairing state */
            state?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a CryptoPairing. */
        type $Shape = mrp.CryptoPairing.$Properties;
    }

    /**
     * Properties of a SetConnectionState.
     * @deprecated Use mrp.SetConnectionState.$Properties instead.
     */
    interface ISetConnectionState extends mrp.SetConnectionState.$Properties {
    }

    /** Represents a SetConnectionState. */
    class SetConnectionState {

        /**
         * Constructs a new SetConnectionState.
         * @param [properties] Properties to set
         */
        constructor(properties?: mrp.SetConnectionState.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** SetConnectionState state. */
        state?: (number|null);

        /**
         * Creates a new SetConnectionState instance using the specified properties.
         * @param [properties] Properties to set
         * @returns SetConnectionState instance
         */
        static create(properties: mrp.SetConnectionState.$Shape): mrp.SetConnectionState & mrp.SetConnectionState.$Shape;
        static create(properties?: mrp.SetConnectionState.$Properties): mrp.SetConnectionState;

        /**
         * Encodes the specified SetConnectionState message. Does not implicitly {@link mrp.SetConnectionState.verify|verify} messages.
         * @param message SetConnectionState message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: mrp.SetConnectionState.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a SetConnectionState message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {mrp.SetConnectionState & mrp.SetConnectionState.$Shape} SetConnectionState
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): mrp.SetConnectionState & mrp.SetConnectionState.$Shape;
    }

    namespace SetConnectionState {

        /** Properties of a SetConnectionState. */
        interface $Properties {

            /** SetConnectionState state */
            state?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a SetConnectionState. */
        type $Shape = mrp.SetConnectionState.$Properties;
    }

    /**
     * Properties of a WakeDevice.
     * @deprecated Use mrp.WakeDevice.$Properties instead.
     */
    interface IWakeDevice extends mrp.WakeDevice.$Properties {
    }

    /** Represents a WakeDevice. */
    class WakeDevice {

        /**
         * Constructs a new WakeDevice.
         * @param [properties] Properties to set
         */
        constructor(properties?: mrp.WakeDevice.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /**
         * Creates a new WakeDevice instance using the specified properties.
         * @param [properties] Properties to set
         * @returns WakeDevice instance
         */
        static create(properties: mrp.WakeDevice.$Shape): mrp.WakeDevice & mrp.WakeDevice.$Shape;
        static create(properties?: mrp.WakeDevice.$Properties): mrp.WakeDevice;

        /**
         * Encodes the specified WakeDevice message. Does not implicitly {@link mrp.WakeDevice.verify|verify} messages.
         * @param message WakeDevice message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: mrp.WakeDevice.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a WakeDevice message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {mrp.WakeDevice & mrp.WakeDevice.$Shape} WakeDevice
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): mrp.WakeDevice & mrp.WakeDevice.$Shape;
    }

    namespace WakeDevice {

        /** Properties of a WakeDevice. */
        interface $Properties {

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a WakeDevice. */
        type $Shape = mrp.WakeDevice.$Properties;
    }

    /**
     * Properties of a Generic.
     * @deprecated Use mrp.Generic.$Properties instead.
     */
    interface IGeneric extends mrp.Generic.$Properties {
    }

    /** Represents a Generic. */
    class Generic {

        /**
         * Constructs a new Generic.
         * @param [properties] Properties to set
         */
        constructor(properties?: mrp.Generic.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Generic key. */
        key?: (string|null);

        /** Generic value. */
        value?: (Uint8Array|null);

        /**
         * Creates a new Generic instance using the specified properties.
         * @param [properties] Properties to set
         * @returns Generic instance
         */
        static create(properties: mrp.Generic.$Shape): mrp.Generic & mrp.Generic.$Shape;
        static create(properties?: mrp.Generic.$Properties): mrp.Generic;

        /**
         * Encodes the specified Generic message. Does not implicitly {@link mrp.Generic.verify|verify} messages.
         * @param message Generic message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: mrp.Generic.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Generic message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {mrp.Generic & mrp.Generic.$Shape} Generic
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): mrp.Generic & mrp.Generic.$Shape;
    }

    namespace Generic {

        /** Properties of a Generic. */
        interface $Properties {

            /** Generic key */
            key?: (string|null);

            /** Generic value */
            value?: (Uint8Array|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Generic. */
        type $Shape = mrp.Generic.$Properties;
    }

    /**
     * Properties of a ConfigureConnection.
     * @deprecated Use mrp.ConfigureConnection.$Properties instead.
     */
    interface IConfigureConnection extends mrp.ConfigureConnection.$Properties {
    }

    /** Represents a ConfigureConnection. */
    class ConfigureConnection {

        /**
         * Constructs a new ConfigureConnection.
         * @param [properties] Properties to set
         */
        constructor(properties?: mrp.ConfigureConnection.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** ConfigureConnection groupIdentifier. */
        groupIdentifier?: (string|null);

        /**
         * Creates a new ConfigureConnection instance using the specified properties.
         * @param [properties] Properties to set
         * @returns ConfigureConnection instance
         */
        static create(properties: mrp.ConfigureConnection.$Shape): mrp.ConfigureConnection & mrp.ConfigureConnection.$Shape;
        static create(properties?: mrp.ConfigureConnection.$Properties): mrp.ConfigureConnection;

        /**
         * Encodes the specified ConfigureConnection message. Does not implicitly {@link mrp.ConfigureConnection.verify|verify} messages.
         * @param message ConfigureConnection message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: mrp.ConfigureConnection.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a ConfigureConnection message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {mrp.ConfigureConnection & mrp.ConfigureConnection.$Shape} ConfigureConnection
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): mrp.ConfigureConnection & mrp.ConfigureConnection.$Shape;
    }

    namespace ConfigureConnection {

        /** Properties of a ConfigureConnection. */
        interface $Properties {

            /** ConfigureConnection groupIdentifier */
            groupIdentifier?: (string|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a ConfigureConnection. */
        type $Shape = mrp.ConfigureConnection.$Properties;
    }

    /**
     * Properties of a Keyboard.
     * @deprecated Use mrp.Keyboard.$Properties instead.
     */
    interface IKeyboard extends mrp.Keyboard.$Properties {
    }

    /** Represents a Keyboard. */
    class Keyboard {

        /**
         * Constructs a new Keyboard.
         * @param [properties] Properties to set
         */
        constructor(properties?: mrp.Keyboard.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Keyboard state. */
        state?: (number|null);

        /** Keyboard encryptedText. */
        encryptedText?: (Uint8Array|null);

        /**
         * Creates a new Keyboard instance using the specified properties.
         * @param [properties] Properties to set
         * @returns Keyboard instance
         */
        static create(properties: mrp.Keyboard.$Shape): mrp.Keyboard & mrp.Keyboard.$Shape;
        static create(properties?: mrp.Keyboard.$Properties): mrp.Keyboard;

        /**
         * Encodes the specified Keyboard message. Does not implicitly {@link mrp.Keyboard.verify|verify} messages.
         * @param message Keyboard message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: mrp.Keyboard.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Keyboard message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {mrp.Keyboard & mrp.Keyboard.$Shape} Keyboard
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): mrp.Keyboard & mrp.Keyboard.$Shape;
    }

    namespace Keyboard {

        /** Properties of a Keyboard. */
        interface $Properties {

            /** Keyboard state */
            state?: (number|null);

            /** Keyboard encryptedText */
            encryptedText?: (Uint8Array|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Keyboard. */
        type $Shape = mrp.Keyboard.$Properties;
    }
}
